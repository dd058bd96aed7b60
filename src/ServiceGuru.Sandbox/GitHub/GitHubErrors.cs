using Microsoft.AspNetCore.Http;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>GitHub's error objects.</summary>
internal static class GitHubErrors
{
    private const string Documentation = "https://docs.github.com/rest";

    /// <summary>404.</summary>
    public static IResult NotFound() => Error(404, "Not Found");

    /// <summary>422 for a commit that isn't there.</summary>
    public static IResult NoCommit(string revision) => Error(422, $"No commit found for SHA: {revision}");

    /// <summary>Any other.</summary>
    public static IResult Error(int status, string message, string path = "") =>
        Results.Json(new { message, documentation_url = Documentation + path, status = status.ToString(System.Globalization.CultureInfo.InvariantCulture) }, statusCode: status);
}
