using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Packages;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Copr;

/// <summary>
/// A Copr project by its API version 3 (https://copr.fedorainfracloud.org/api_3/docs, fields as in
/// https://python-copr.readthedocs.io/en/latest/client_v3/build_states.html and .../proxies.html#package). Reading is
/// public: no configuration file, no token.
/// </summary>
internal sealed class CoprProject(PackageProjectDefinition definition, HttpPipeline pipeline) : IPackageProject
{
    // Whoever waits looks again soon, so a look does not insist.
    private const int Retries = 2;

    private readonly SystemClient _client = new(new OutsideSystem("Copr", "Packages", definition.Url), new NoAuthorization(), pipeline);

    /// <inheritdoc/>
    public Task<PackageBuilds?> FindBuildsAsync(string package, CancellationToken cancellationToken)
    {
        HttpCall call = _client.Get(
            $"api_3/package/?ownername={Uri.EscapeDataString(definition.Owner)}&projectname={Uri.EscapeDataString(definition.Project)}" +
            $"&packagename={Uri.EscapeDataString(package)}&with_latest_build=true&with_latest_succeeded_build=true");
        return _client.ReadOrNullAsync<PackageBuilds>(
            call with { Retries = Retries },
            json => new PackageBuilds(Build(json, package, "latest"), Build(json, package, "latest_succeeded")),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Uri PageOf(string package) => new($"{Page()}/package/{Uri.EscapeDataString(package)}/");

    private PackageBuild? Build(JsonElement json, string package, string which)
    {
        if (json.At("builds", which) is not { } build)
        {
            return null;
        }

        string word = build.NeedText("state");
        long id = build.Number("id") ?? throw new UnexpectedShapeException($"The answer lacks a number at builds.{which}.id of {package}.");
        return new PackageBuild
        {
            Id = id,
            Word = word,
            State = word switch
            {
                "succeeded" or "forked" => PackageBuildState.Succeeded,
                "failed" or "canceled" or "skipped" => PackageBuildState.Failed,
                // Importing, pending, starting, running, waiting, and what a newer Copr may know besides.
                _ => PackageBuildState.InProgress,
            },
            Version = build.TextOrNull("source_package", "version"),
            WebUrl = new Uri($"{Page()}/build/{id}/"),
        };
    }

    // A group's pages lie under g/.
    private string Page()
    {
        string owner = definition.Owner.StartsWith('@') ? $"g/{Uri.EscapeDataString(definition.Owner[1..])}" : Uri.EscapeDataString(definition.Owner);
        return $"{definition.Url.ToString().TrimEnd('/')}/coprs/{owner}/{Uri.EscapeDataString(definition.Project)}";
    }
}
