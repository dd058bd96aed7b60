namespace ServiceGuru.Branches;

/// <summary>The full ref name of a branch.</summary>
internal static class BranchRef
{
    public static string Of(string branch) => $"refs/heads/{branch}";
}
