/// Text that tries to be more than text, wherever a graph has some.
enum Hostile {
  static let markers = ["<script>", "</script>", "<!--", "]]>", "\"", "'", "`", "&lt;", "\\", "${x}", "%DATA%"]
  static let controls = [
    "\n", "\r", "\u{0}", "\u{7}", "\u{1B}[31m", "\u{9B}2J", "\u{202E}", "\u{2028}", "\u{FEFF}", "\t",
  ]

  static let text =
    "a" + markers.joined(separator: "b") + "<img src=x onerror=document.title='broken'>"
    + controls.joined(separator: "c")

  static let sample = Sample(
    keys: [text, "plain"], message: "</script><script>document.title='broken'</script>\(text)\n\ninclude keys: plain\n",
    environments: [("production\(text)", "javascript:alert(1)//")], locations: ["eastus\(text)"],
    description: "-->\(text)")
}
