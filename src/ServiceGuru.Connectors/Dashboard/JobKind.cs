using System.Text.Json;
using ServiceGuru.Health;

namespace ServiceGuru.Connectors.Dashboard;

/// <summary>One list of jobs in the service's API.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Path">Its path below the API's root.</param>
/// <param name="Read">Reads one job; null where it has no time.</param>
internal sealed record JobKind(string Name, string Path, Func<JsonElement, JobResult?> Read);
