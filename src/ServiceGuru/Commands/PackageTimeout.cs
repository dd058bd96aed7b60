using ServiceGuru.Services;

namespace ServiceGuru.Commands;

/// <summary>What -Timeout means where packages are awaited.</summary>
internal static class PackageTimeout
{
    /// <summary>Gives the service with another time to wait; as it is where none is given, or nothing is awaited.</summary>
    public static ServiceDefinition Set(ServiceDefinition service, TimeSpan? timeout) => timeout is { } time && service.Packages is { } packages
        ? service with { Packages = packages with { Timeout = time } }
        : service;
}
