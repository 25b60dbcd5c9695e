/* What Decap CMS lacks for our files: nothing empty is written, and texts by name have a field. */
"use strict";

(() => {
  const isEmpty = (value) => value === undefined || value === null || value === "" || value.size === 0;

  /** A value of the form without what was left empty in it. */
  const pruned = (value) => (value && value.map && value.filterNot ? value.map(pruned).filterNot(isEmpty) : value);

  /** A translation that nobody began has no file: the site shows the offer in its other languages. */
  const begun = (translation) => !isEmpty(translation.get("data"));

  CMS.registerEventListener({
    name: "preSave",
    // What is returned stands for the first language alone; the others are put into the event, which Decap reads again.
    handler: (event) => {
      const { entry } = event;
      if (entry.get("i18n")) {
        const translations = entry.get("i18n").map((one) => one.update("data", pruned));
        event.entry = entry.set("i18n", translations.filter(begun));
      }
      return pruned(entry.get("data"));
    },
  });

  /** `name: text` on each line, for groups whose names the editor chooses. */
  const Lines = createClass({
    shown() {
      const value = this.props.value;
      return value && value.entrySeq ? value.entrySeq().map(([name, text]) => `${name}: ${text}`).join("\n") : "";
    },

    changed(event) {
      const pairs = event.target.value.split("\n").map((line) => line.split(/:(.*)/s).map((part) => part.trim()));
      const said = pairs.filter(([name]) => name).map(([name, text]) => [name, text || ""]);
      this.props.onChange(Object.fromEntries(said));
    },

    render() {
      return h("textarea", {
        id: this.props.forID,
        className: this.props.classNameWrapper,
        defaultValue: this.shown(),
        placeholder: "mur-peint.jpg: Un pignon peint",
        rows: 4,
        onChange: this.changed,
        onFocus: this.props.setActiveStyle,
        onBlur: this.props.setInactiveStyle,
      });
    },
  });
  CMS.registerWidget("lines", Lines);
})();
