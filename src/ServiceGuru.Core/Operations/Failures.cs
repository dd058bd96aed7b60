namespace ServiceGuru.Operations;

/// <summary>Turns exceptions into failures.</summary>
internal static class Failures
{
    /// <summary>Gives the failure that an exception carries, or describes one that nobody foresaw.</summary>
    public static Failure From(Exception error, string target) => error switch
    {
        GuruException guru => guru.Failure,
        IOException or UnauthorizedAccessException => new Failure
        {
            Id = "FileAccess",
            Kind = FailureKind.Unreachable,
            Message = $"A file could not be read or written during {target}.",
            Target = target,
            Cause = error.Message,
            NextAction = "Check the path, its rights and the free space, then try again.",
        },
        _ => new Failure
        {
            Id = "InternalError",
            Message = $"{target} met an error that ServiceGuru does not know.",
            Target = target,
            Cause = $"{error.GetType().Name}: {error.Message}",
            Evidence = error.StackTrace?.Split('\n').Take(3).Select(line => line.Trim()).ToArray() ?? [],
            NextAction = "This is a defect: report it with this text.",
        },
    };
}
