using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Host.Sandboxes;

/// <summary>
/// Presses "Re-run failed jobs" in the simulated code host, as a person would on the page of a run that failed
/// (https://docs.github.com/en/rest/actions/workflow-runs).
/// </summary>
internal static class FailedBuilds
{
    /// <summary>Runs every failed image build again.</summary>
    /// <returns>The builds, as <c>owner/name run ID</c>.</returns>
    /// <exception cref="GuruException">The sandbox does not answer.</exception>
    public static async Task<IReadOnlyList<string>> RerunAsync(SandboxFile sandbox, CancellationToken cancellationToken)
    {
        string text = await File.ReadAllTextAsync(sandbox.Service, cancellationToken).ConfigureAwait(false);
        ServiceDefinition service = new ServiceDefinitionReader(new YamlDocumentParser()).Read(text, sandbox.Service);
        using HttpClient http = new() { BaseAddress = new Uri(sandbox.Url, "github/") };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("guru", "1"));
        if (service.CodeHost?.Token is { Scheme: "file" } token)
        {
            string secret = await File.ReadAllTextAsync(token.Path, cancellationToken).ConfigureAwait(false);
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret.Trim());
        }

        List<string> again = [];
        try
        {
            foreach (string slug in service.Repositories.Where(repository => repository.Build is not null).Select(repository => repository.Slug).OfType<string>())
            {
                foreach (long run in await FailedAsync(http, slug, cancellationToken).ConfigureAwait(false))
                {
                    using HttpResponseMessage response = await http.PostAsync(
                        new Uri($"repos/{slug}/actions/runs/{run}/rerun-failed-jobs", UriKind.Relative), null, cancellationToken).ConfigureAwait(false);
                    response.EnsureSuccessStatusCode();
                    again.Add($"{slug} run {run}");
                }
            }
        }
        catch (Exception error) when (error is HttpRequestException or JsonException)
        {
            throw new GuruException(
                new Failure
                {
                    Id = "SandboxUnreachable",
                    Kind = FailureKind.Unreachable,
                    Message = "The sandbox's code host does not answer as it should.",
                    Target = sandbox.Url.ToString(),
                    Cause = error.Message,
                    NextAction = "See with 'guru sandbox status' whether it runs.",
                },
                error);
        }

        return again;
    }

    private static async Task<IReadOnlyList<long>> FailedAsync(HttpClient http, string slug, CancellationToken cancellationToken)
    {
        JsonNode? answer = await http.GetFromJsonAsync<JsonNode>(new Uri($"repos/{slug}/actions/runs?status=failure", UriKind.Relative), cancellationToken).ConfigureAwait(false);
        return [.. answer?["workflow_runs"]?.AsArray().Select(run => run?["id"]?.GetValue<long>()).OfType<long>() ?? []];
    }
}
