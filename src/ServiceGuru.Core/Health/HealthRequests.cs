using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>What all health operations refuse, and what they would look at.</summary>
internal static class HealthRequests
{
    /// <exception cref="GuruException">There is no such environment, or the window makes no sense (<c>InvalidWindow</c>).</exception>
    public static void Check(string environment, TimeSpan? since, ServiceDefinition service)
    {
        service.FindEnvironment(environment);
        if (since is { } window && window <= TimeSpan.Zero)
        {
            throw new GuruException(new Failure
            {
                Id = "InvalidWindow",
                Kind = FailureKind.Usage,
                Message = "since must be more than zero.",
                Target = environment,
                NextAction = "Give a duration such as 6h.",
            });
        }
    }

    public static Plan Plan(string operation, string name, ServiceDefinition service)
    {
        EnvironmentDefinition environment = service.FindEnvironment(name);
        List<string> sources = [$"{service.Workloads.Count} workloads in {environment.Namespace} and what stands around them"];
        if (service.ErrorTracker is not null)
        {
            sources.Add("the error tracker's new issues and event rates");
        }

        if (environment.Api is not null)
        {
            sources.Add("the API");
            if (environment.Behind != BehindPolicy.Ignore)
            {
                sources.Add($"the heads of {environment.Branch}");
            }
        }

        if (environment.Dashboard is not null)
        {
            sources.Add("the dashboard");
        }

        return new Plan { Operation = operation, Notes = [new PlanNote(name, $"Looks at {string.Join(", ", sources)}; changes nothing.")] };
    }
}
