namespace ServiceGuru.Connectors.Http;

/// <summary>One outside system, as errors name it.</summary>
/// <param name="Name">Its name for people, e.g. <c>GitHub</c>.</param>
/// <param name="ErrorPrefix">What its error ids begin with, e.g. <c>CodeHost</c>.</param>
/// <param name="Root">The address under which its API lies; a path in it is kept.</param>
internal sealed record OutsideSystem(string Name, string ErrorPrefix, Uri Root)
{
    /// <summary>What a failure is on: the system and its host.</summary>
    public string Target => $"{Name} {Root.Authority}";

    /// <summary>The address of a path below the root.</summary>
    /// <param name="path">The path without a leading slash, its parts already escaped, with the query if any.</param>
    public Uri Address(string path)
    {
        string root = Root.GetLeftPart(UriPartial.Path);
        return new Uri($"{root.TrimEnd('/')}/{path}");
    }
}
