/// The commit that the README shows.
enum Example {
  static let message = """
    check for gw process after start

    overwrite-machine-image

    include environments: production

    include keys:win10-64-2004-gpu
    """

  static let decision = "fN1SbArXTPSVFNUvaOlinQ"
  static let now = "2026-01-31T12:00:00Z"

  /// Fixed in time and id: the same bytes every time.
  static let fixed = ["--now", now, "--decision-task-id", decision]
}
