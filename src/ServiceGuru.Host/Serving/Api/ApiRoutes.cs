namespace ServiceGuru.Host.Serving.Api;

/// <summary>Paths that more than one part knows.</summary>
internal static class ApiRoutes
{
    public const string Root = "/api/v1";

    public const string SignIn = Root + "/sign-in";
}
