/// The colours of kinds, in their order. Each stands out by 3:1 at least from the ground it is meant for. Source: WCAG 2.2,
/// 1.4.11.
enum Palette {
  static let light = ["#1d4ed8", "#0f766e", "#b45309", "#7e22ce", "#be185d", "#4d7c0f", "#0e7490", "#b91c1c"]
  static let dark = ["#7aa7ff", "#2dd4bf", "#fbbf24", "#c792f5", "#f781b5", "#a3d64a", "#38c6e8", "#fb8a8a"]
}
