export default { layout: "page.njk", permalink: ({ url }) => `${url}index.html` };
