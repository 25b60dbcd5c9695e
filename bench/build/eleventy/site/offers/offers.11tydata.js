export default { layout: "offer.njk", permalink: ({ url }) => `${url}index.html` };
