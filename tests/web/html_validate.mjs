// Reads a page a line (as a JSON string) and writes its faults a line (as a JSON list of strings), until its input ends.
import { createInterface } from "node:readline";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const part = {
    extends: ["html-validate:recommended"],
    rules: {
        // How the source is laid out is nobody's business: templates leave spaces, and the component library has its own hand.
        "no-trailing-whitespace": "off",
        "attr-quotes": "off",
        "attribute-boolean-style": "off",
        "void-style": "off",
        // The library's button that is a link has the role of one, and answers to the space bar by its script.
        "prefer-native-element": ["error", { exclude: ["button"] }],
        // The code that opens a lock is of one session on a shared device: nothing that a browser should offer to keep.
        "autocomplete-password": "off",
        // Without scripts a page that is left alone has no other way to its lock; axe-core looks at pages that run scripts.
        "meta-refresh": "off",
        // The summary of what is wrong with a form comes before the page's own heading.
        "heading-level": ["error", { minInitialRank: "h2" }],
        // Boxes of one question share its name, as radios do.
        "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "reset", "submit"] }],
        // Only what comes from elsewhere needs a hash, and nothing may.
        "require-sri": ["error", { target: "crossorigin" }],
    },
};
const document = { ...part, extends: [...part.extends, "html-validate:document"] };
const readers = { document, part };
for (const name of Object.keys(readers)) {
    readers[name] = new HtmlValidate(new StaticConfigLoader({ root: true, ...readers[name] }));
}

for await (const line of createInterface({ input: process.stdin })) {
    const html = JSON.parse(line);
    const reader = /<html[\s>]/i.test(html) ? readers.document : readers.part;
    const report = await reader.validateString(html);
    const lines = html.split("\n");
    const faults = report.results.flatMap((result) => result.messages).map((each) =>
        `${each.ruleId}: ${each.message} (${each.line}:${each.column}: ${(lines[each.line - 1] ?? "").trim().slice(0, 160)})`);
    process.stdout.write(JSON.stringify(faults) + "\n");
}
