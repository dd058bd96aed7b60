using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>Finds an image's repository in the service's registry.</summary>
internal static class RegistryRepository
{
    /// <summary>Gives the repository without namespace, or null where the image is another registry's or namespace's.</summary>
    public static string? Of(string image, RegistryDefinition? registry)
    {
        string prefix = $"{registry?.Host}/{registry?.Namespace}/";
        return registry is not null && image.StartsWith(prefix, StringComparison.Ordinal) && image.Length > prefix.Length ? image[prefix.Length..] : null;
    }
}
