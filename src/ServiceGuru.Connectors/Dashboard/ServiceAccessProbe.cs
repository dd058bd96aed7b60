using ServiceGuru.Access;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Ports;

namespace ServiceGuru.Connectors.Dashboard;

/// <summary>Whether the service's own API tells what is deployed.</summary>
internal sealed class ServiceAccessProbe(string environment, Uri address, HttpPipeline pipeline) : IAccessProbe
{
    private const string Right = "read the deployed versions";

    private readonly SystemClient client = new(new OutsideSystem("The service", "ServiceApi", address), new NoAuthorization(), pipeline);

    /// <inheritdoc/>
    public AccessSubject Subject { get; } = new(AccessSystems.Service, $"{environment}: {address.Authority}");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccessCheck>> CheckAsync(CancellationToken cancellationToken) =>
    [
        await Subject.AskAsync(Right, async () =>
        {
            await client.ReadAsync(client.Get("system") with { Retries = 1 }, json => json.ValueKind, cancellationToken).ConfigureAwait(false);
            return Subject.Ok(Right);
        }).ConfigureAwait(false),
    ];
}
