using System.Text.Json;

namespace ServiceGuru.Queues;

/// <summary>What the workers answer to one inspection (https://docs.celeryq.dev/en/stable/userguide/workers.html#inspecting-workers).</summary>
/// <param name="Workers">Who answered.</param>
/// <param name="Tasks">The queue of each task, and when it was begun.</param>
internal sealed record InspectAnswer(IReadOnlyList<string> Workers, IReadOnlyList<(string Queue, DateTimeOffset? Since)> Tasks)
{
    /// <summary>Reads the answer, or gives null where it is none. Some versions add a line for people.</summary>
    public static InspectAnswer? Read(string output)
    {
        string? json = output.Split('\n').FirstOrDefault(line => line.StartsWith('{'));
        if (json is null)
        {
            return null;
        }

        try
        {
            using JsonDocument answer = JsonDocument.Parse(json);
            List<string> workers = [];
            List<(string, DateTimeOffset?)> tasks = [];
            foreach (JsonProperty worker in answer.RootElement.EnumerateObject())
            {
                workers.Add(worker.Name);
                tasks.AddRange(worker.Value.EnumerateArray().Select(Task));
            }

            return new InspectAnswer([.. workers.Order(StringComparer.Ordinal)], tasks);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static (string Queue, DateTimeOffset? Since) Task(JsonElement task)
    {
        // A scheduled task lies in a wrapper with its time.
        JsonElement request = task.TryGetProperty("request", out JsonElement wrapped) ? wrapped : task;
        string queue = request.TryGetProperty("delivery_info", out JsonElement delivery) && delivery.TryGetProperty("routing_key", out JsonElement key) ? key.GetString() ?? string.Empty : string.Empty;
        DateTimeOffset? since = request.TryGetProperty("time_start", out JsonElement start) && start.ValueKind == JsonValueKind.Number
            ? DateTimeOffset.UnixEpoch.AddSeconds(start.GetDouble())
            : null;
        return (queue, since);
    }
}
