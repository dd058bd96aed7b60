using System.CommandLine;
using ServiceGuru.Host.Telemetry;

namespace ServiceGuru.Host.CommandLine;

/// <summary>The option <c>--metrics</c> of verbs that Prometheus may watch.</summary>
internal static class MetricsOption
{
    public static Option<string?> Create() => new("--metrics")
    {
        Description = "Serves metrics to Prometheus meanwhile, at /metrics of this address, e.g. 127.0.0.1:9464.",
        HelpName = "ADDRESS:PORT",
    };

    /// <summary>Begins to serve, where the option is given, and tells where.</summary>
    public static async Task<MetricsEndpoint?> StartAsync(VerbCall call, Option<string?> option, CancellationToken cancellationToken)
    {
        MetricsEndpoint? endpoint = await MetricsEndpoint.StartAsync(call.Parse.GetValue(option), cancellationToken).ConfigureAwait(false);
        if (endpoint is not null)
        {
            call.Notes.Line($"Metrics are served at {endpoint.Address}metrics");
        }

        return endpoint;
    }
}
