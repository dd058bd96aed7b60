namespace ServiceGuru.Health.Rules;

/// <summary>An image stream does not follow its image.</summary>
internal static class ImageStreamRules
{
    public static IReadOnlyList<HealthRule<ImageStreamSubject>> All { get; } =
    [
        // Plain Kubernetes has no image streams; there the workloads alone tell.
        new("ImageStreamMissing", HealthLayer.ImageStream, FindingSeverity.Terminal, stream => stream.State is null
            ? new Sighting($"There is no image stream {stream.Definition.Name} in namespace {stream.Scope.Namespace}.")
            {
                Severity = stream.HasImageStreams ? null : FindingSeverity.Warning,
                NextAction = $"Apply its manifest; {stream.Scope.Kubectl("get imagestreams")}",
            }
            : null),
        Import("ImageImportFailed", "can't be imported", final: true),
        Import("ImageImportFailing", "can't be imported right now; the cluster tries again by itself", final: false),
        new("ImageStreamTagMissing", HealthLayer.ImageStream, FindingSeverity.Terminal, stream => stream is { State: not null, TagState: null or { Digest: null, ImportFailure: null } }
            ? new Sighting($"Image stream {stream.Definition.Name} has no image for tag {stream.Tag}.") { NextAction = stream.Import() }
            : null),
    ];

    /// <summary>Images of others that run already go on running, so a failed import of theirs is only worth knowing.</summary>
    private static HealthRule<ImageStreamSubject> Import(string reason, string what, bool final) =>
        new(reason, HealthLayer.ImageStream, final ? FindingSeverity.Terminal : FindingSeverity.AfterGrace, stream =>
            stream.TagState is { ImportFailure: { } failure } tag && PullErrors.Final(failure) == final
                ? new Sighting($"{stream.From} {what}.")
                {
                    Severity = stream.Definition.Import || tag.Digest is null ? null : FindingSeverity.Warning,
                    Since = tag.ImportFailedAt,
                    Cause = failure,
                    Evidence = [$"{stream.Target}: ImportSuccess=False", $"it still has {tag.Digest ?? "no image"}"],
                    NextAction = final ? $"Correct the image or the access to it, then: {stream.Import()}" : stream.Import(),
                }
                : null);
}
