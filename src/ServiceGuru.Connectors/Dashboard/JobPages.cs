using System.Net;
using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Health;

namespace ServiceGuru.Connectors.Dashboard;

/// <summary>Reads one list of jobs page by page, newest first.</summary>
internal sealed class JobPages(SystemClient client, JobKind kind)
{
    // The greatest that the API takes.
    private const int PageSize = 50;

    /// <summary>Lists the jobs since a time; none where the service has no such list.</summary>
    public async Task<IReadOnlyList<JobResult>> ListAsync(DateTimeOffset since, int most, CancellationToken cancellationToken)
    {
        List<JobResult> jobs = [];
        for (int page = 1; jobs.Count < most; page++)
        {
            HttpCall call = client.Get($"{kind.Path}?page={page}&per_page={PageSize}");
            HttpAnswer answer = await client.SendAsync(call, cancellationToken, HttpStatusCode.NotFound).ConfigureAwait(false);
            if (answer.Status == HttpStatusCode.NotFound)
            {
                break;
            }

            (int count, List<JobResult> read) = client.Read(call, answer, Read);
            jobs.AddRange(read.Where(job => job.SubmittedAt >= since));
            if (count < PageSize || read.Exists(job => job.SubmittedAt < since))
            {
                break;
            }
        }

        return [.. jobs.Take(most)];
    }

    private (int Count, List<JobResult> Jobs) Read(JsonElement list)
    {
        List<JsonElement> items = list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : throw new UnexpectedShapeException("The answer is no list of jobs.");
        return (items.Count, [.. items.Select(kind.Read).OfType<JobResult>()]);
    }
}
