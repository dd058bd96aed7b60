using ServiceGuru.Services;

namespace ServiceGuru.Commands;

/// <summary>What -Timeout means where builds are awaited.</summary>
internal static class BuildTimeout
{
    /// <summary>
    /// Gives the service with another time to wait; as it is where none is given. What doesn't begin, or gives no image, is
    /// not waited for longer than what runs.
    /// </summary>
    public static ServiceDefinition Set(ServiceDefinition service, TimeSpan? timeout) => timeout is { } time
        ? service with
        {
            Timing = service.Timing with
            {
                BuildTimeout = time,
                BuildAppears = Shorter(service.Timing.BuildAppears, time),
                ImageAppears = Shorter(service.Timing.ImageAppears, time),
                BuildPoll = Shorter(service.Timing.BuildPoll, time),
            },
        }
        : service;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
