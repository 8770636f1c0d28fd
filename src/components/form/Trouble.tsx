/** Why the last attempt did not succeed, said at once; nothing where there is nothing to say. */
export function Trouble({ sentence }: { sentence: string | null }) {
  if (sentence === null) return null
  return (
    <p className="notice notice-bad" role="alert">
      {sentence}
    </p>
  )
}
