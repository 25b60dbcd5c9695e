export default (process.env.SITE_URL ?? "http://127.0.0.1:8000").replace(/\/$/, "");
