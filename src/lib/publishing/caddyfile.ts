import { readHeaderRules } from '#contracts/header-rules.ts'

export interface CaddyfileOrder {
  /** What Caddy answers to: `minglu.example.org` (with a certificate of its own) or `:8080`. */
  address: string
  /** Folder of the built site. */
  site: string
  /** Text of the site's `_headers`. */
  headers: string
}

const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

/** Later rules are nearer to the address, so they win, as the last of several values does in a browser. */
function headerLines(headers: string): string[] {
  return readHeaderRules(headers).flatMap((rule) =>
    rule.headers.map(([name, value]) => `\t\theader ${rule.path} ${name} ${quoted(value)}`),
  )
}

/**
 * A Caddyfile that serves the site as the hosts do that read `_headers`: addresses without ending or slash, compressed files
 * where the build has written them, the page of what is not there.
 */
export function caddyfile({ address, site, headers }: CaddyfileOrder): string {
  return `{
	admin off
}

${address} {
	root * ${quoted(site)}

	@index path_regexp index ^(.*/)index(\\.html)?$
	@ending path_regexp ending ^(.+)\\.html$
	@slash path_regexp slash ^(.+)/$

	# A link whose # a mail program wrote as %23: the secret behind it goes back where it belongs, and into no log that is added here.
	@misplaced path_regexp misplaced ^((?:/[a-z][a-z-]*)+)/?#([A-Za-z0-9=._-]+)$
	log_skip @misplaced

	# In this order: headers go by the address that was asked for, not by the file that it stands for.
	route {
		header @misplaced Cache-Control no-store
		redir @misplaced {re.misplaced.1}#{re.misplaced.2} 302
		redir @index {re.index.1} 308
		redir @ending {re.ending.1} 308
		redir @slash {re.slash.1} 308
${headerLines(headers).join('\n')}
		try_files {path} {path}.html
		file_server {
			precompressed br gzip
			hide _headers
		}
	}

	handle_errors {
		rewrite * /404.html
		file_server {
			precompressed br gzip
		}
	}
}
`
}
