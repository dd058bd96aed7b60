using System.Net;
using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Health;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Dashboard;

/// <summary>
/// Packit Service's own API (https://prod.packit.dev/api/, source in packit/packit-service,
/// packit_service/service/api) and dashboard. A service without these endpoints is checked for those that it has.
/// </summary>
internal sealed class DashboardServiceApi(EnvironmentDefinition definition, HttpPipeline pipeline) : IServiceApi
{
    private const string Page = "text/html";

    // Half a page of builds is the smallest question that only the database can answer; 206 is the API's word for "a part".
    private const string DatabaseQuestion = "copr-builds?page=1&per_page=2";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DeployedComponent>> GetVersionsAsync(CancellationToken cancellationToken)
    {
        if (definition.Api is not { } api)
        {
            throw new GuruException(new Failure
            {
                Id = "ServiceApiMissing",
                Kind = FailureKind.Usage,
                Message = $"The environment with namespace {definition.Namespace} names no API, so its versions can't be read.",
                Target = definition.Namespace,
                NextAction = "Add the address of the API to the environment: api.",
            });
        }

        SystemClient client = Client(api);
        HttpCall call = client.Get("system");
        HttpAnswer answer = await client
            .SendAsync(call, cancellationToken, HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed, HttpStatusCode.MisdirectedRequest)
            .ConfigureAwait(false);
        return answer.Succeeded
            ? client.Read(call, answer, Versions)
            : throw client.Failures.Unreadable(call, new UnexpectedShapeException($"It answers {answer.StatusText}."));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EndpointCheck>> CheckApiAsync(CancellationToken cancellationToken)
    {
        if (definition.Api is not { } api)
        {
            return [];
        }

        SystemClient client = Client(api);
        EndpointCheck?[] checks = await Task.WhenAll(
            CheckAsync(client.Get("healthz"), optional: false, cancellationToken),
            CheckAsync(client.Get(DatabaseQuestion), optional: true, cancellationToken)).ConfigureAwait(false);
        return [.. checks.OfType<EndpointCheck>()];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobResult>> ListJobsAsync(DateTimeOffset since, int most, CancellationToken cancellationToken)
    {
        if (definition.Api is not { } api)
        {
            return [];
        }

        IReadOnlyList<JobResult>[] kinds = await Task.WhenAll(
            JobReading.Kinds.Select(kind => new JobPages(Client(api), kind).ListAsync(since, most, cancellationToken))).ConfigureAwait(false);
        return [.. kinds.SelectMany(jobs => jobs).OrderByDescending(job => job.SubmittedAt)];
    }

    /// <inheritdoc/>
    public async Task<EndpointCheck?> CheckDashboardAsync(CancellationToken cancellationToken) => definition.Dashboard is { } page
        ? await CheckAsync(new HttpCall(HttpMethod.Get, page) { Accept = Page }, optional: false, cancellationToken).ConfigureAwait(false)
        : null;

    private static List<DeployedComponent> Versions(JsonElement system)
    {
        if (system.ValueKind != JsonValueKind.Object)
        {
            throw new UnexpectedShapeException("The answer is no object of components.");
        }

        return [.. system.EnumerateObject()
            .Where(component => component.Value.TextOrNull("version") is not null)
            .Select(component => new DeployedComponent(
                component.Name,
                component.Value.TextOrNull("commit") is { } commit ? commit[..Math.Min(7, commit.Length)] : null,
                component.Value.NeedText("version")))];
    }

    private SystemClient Client(Uri api) => new(new OutsideSystem("The service's API", "ServiceApi", api), new NoAuthorization(), pipeline);

    private async Task<EndpointCheck?> CheckAsync(HttpCall call, bool optional, CancellationToken cancellationToken)
    {
        long start = pipeline.Time.GetTimestamp();
        try
        {
            // One more try forgives a hiccup; more would hide a service that flaps and hold the check up.
            HttpAnswer answer = await pipeline.SendAsync(call with { Retries = 1 }, cancellationToken).ConfigureAwait(false);
            if (optional && answer.Status == HttpStatusCode.NotFound)
            {
                return null;
            }

            if (answer.Succeeded && answer.IsWebPage && call.Accept != Page)
            {
                // A login page or a proxy answers in the service's place: that says nothing about the service.
                return Check(null, $"{answer.StatusText}, but with a web page where an API should answer");
            }

            string words = answer.Succeeded ? string.Empty : ServerWords.Of(answer, pipeline.Redactor);
            return Check(answer.Succeeded, words.Length == 0 ? answer.StatusText : $"{answer.StatusText}: {words}");
        }
        catch (HttpFault e)
        {
            // Not connected says nothing about the service; connected and not answered does.
            return Check(e.MaybeDone ? false : null, ServerWords.Shorten(e.Message, pipeline.Redactor));
        }
        catch (ResponseTooLargeException e)
        {
            return Check(false, e.Message);
        }

        EndpointCheck Check(bool? healthy, string detail) => new(call.Uri, healthy, detail, pipeline.Time.GetElapsedTime(start));
    }
}
