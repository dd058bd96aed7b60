using ServiceGuru.Access;

namespace ServiceGuru.Connectors.Access;

/// <summary>Puts answers about many alike things together.</summary>
internal static class AccessChecks
{
    /// <summary>Gives one line where all is well or all fail for the same reason, else a line for each thing that is not.</summary>
    /// <param name="subject">What stands for all of them.</param>
    /// <param name="right">The right.</param>
    /// <param name="checks">An answer each.</param>
    /// <param name="count">Their number, for people, e.g. <c>7 repositories</c>.</param>
    public static IReadOnlyList<AccessCheck> Together(AccessSubject subject, string right, IReadOnlyList<AccessCheck> checks, string count)
    {
        List<AccessCheck> wanting = [.. checks.Where(check => check.State != AccessState.Ok)];
        if (wanting.Count > 1 && wanting.Count == checks.Count && wanting.DistinctBy(check => (check.State, check.Reason)).Count() == 1)
        {
            return [wanting[0] with { Target = subject.Target }];
        }

        return wanting.Count > 0 ? wanting : checks.Count == 0 ? [] : [subject.Ok(right, count)];
    }
}
