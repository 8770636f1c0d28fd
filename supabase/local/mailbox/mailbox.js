// Says that there is more, or shows it at once where nobody is reading a mail.
const news = document.querySelector('.news')
const shown = Number(document.documentElement.dataset.count)

async function look() {
  const answer = await fetch(`/api/count${location.search}`).catch(() => undefined)
  if (answer?.ok) {
    const { count } = await answer.json()
    if (count !== shown && location.pathname === '/') location.reload()
    else if (count > shown) news.innerHTML = '<a href="/">有新邮件，点这里查看</a>'
  }
  setTimeout(look, 2000)
}

setTimeout(look, 2000)
