// The page as Observable Framework makes it. Only what would come from another host is left out: fonts.
export default {
  title: "The same page",
  root: "src",
  output: "dist",
  globalStylesheets: [],
  head: '<link rel="icon" href="data:,">',
};
