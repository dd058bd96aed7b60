using ServiceGuru.Access;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Copr;

/// <summary>Whether the Copr project is there (API version 3, <c>/api_3/project</c>); reading is public.</summary>
internal sealed class CoprAccessProbe(PackageProjectDefinition definition, HttpPipeline pipeline) : IAccessProbe
{
    private const string Right = "read builds";

    private readonly SystemClient client = new(new OutsideSystem("Copr", "Packages", definition.Url), new NoAuthorization(), pipeline);

    /// <inheritdoc/>
    public AccessSubject Subject { get; } = new(AccessSystems.Copr, $"{definition.Owner}/{definition.Project}");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccessCheck>> CheckAsync(CancellationToken cancellationToken) =>
    [
        await Subject.AskAsync(Right, async () =>
        {
            string query = $"ownername={Uri.EscapeDataString(definition.Owner)}&projectname={Uri.EscapeDataString(definition.Project)}";
            await client.ReadAsync(client.Get($"api_3/project/?{query}") with { Retries = 1 }, json => json.NeedText("name"), cancellationToken).ConfigureAwait(false);
            return Subject.Ok(Right);
        }).ConfigureAwait(false),
    ];
}
