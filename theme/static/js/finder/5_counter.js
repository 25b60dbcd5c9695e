// On the home page: how many visits suit what its form holds, told on its button.

export async function counter(form) {
  const files = new Files(form.dataset.home);
  const table = await files.table();
  table.days = await files.days();
  const button = form.querySelector("[type=submit]");
  return () => {
    const wish = new URLSearchParams(new FormData(form));
    button.textContent = said(form.dataset, counted(suiting(table, wish, today_in(table.zone)).bits));
  };
}
