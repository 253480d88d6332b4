/// docker-worker's payload. Source: its schema payload.json, which the generic-worker schemas for POSIX repeat.
extension Shape.Record {
  static let dockerPayload = Shape.Record([
    .required("image", .textOrTyped(images)),
    .required("maxRunTime", .integer(atLeast: 1)),
    .optional("artifacts", .map(of: artifact)),
    .optional("cache", .map(of: .text)),
    .optional(
      "capabilities",
      .record(
        Shape.Record([
          .optional("devices", .flags(["hostSharedMemory", "kvm", "loopbackAudio", "loopbackVideo"])),
          .optional("disableSeccomp", .boolean),
          .optional("privileged", .boolean),
        ]))),
    .optional("command", .list(of: .text)),
    .optional("env", .map(of: .text)),
    .optional(
      "features",
      .flags([
        "allowPtrace", "artifacts", "bulkLog", "chainOfTrust", "interactive", "localLiveLog", "taskclusterProxy",
      ])),
    .optional("log", .text),
    .optional(
      "onExitStatus",
      .record(Shape.Record([.optional("purgeCaches", exitCodes), .optional("retry", exitCodes)]))),
    .optional("supersederUrl", .text),
  ])

  private static let exitCodes = Shape.list(of: .integer(atLeast: .min))

  private static let artifact = Shape.record(
    Shape.Record([
      .required("type", .oneOf(["file", "directory", "volume"])),
      .required("path", .text),
      .optional("expires", .text(.dateTime)),
    ]))

  private static let images: [String: Shape.Record] = [
    "docker-image": Shape.Record([
      .required("type", .text), .required("name", .text),
    ]),
    "indexed-image": Shape.Record([
      .required("type", .text), .required("namespace", .text), .required("path", .text),
    ]),
    "task-image": Shape.Record([
      .required("type", .text), .required("taskId", .text), .required("path", .text),
    ]),
  ]
}
