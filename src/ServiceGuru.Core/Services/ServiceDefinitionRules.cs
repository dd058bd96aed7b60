using System.Text.RegularExpressions;
using ServiceGuru.Documents;

namespace ServiceGuru.Services;

/// <summary>What must hold between the parts of a definition, beyond their types.</summary>
internal sealed partial class ServiceDefinitionRules(ServiceDefinition service, MappingNode root, ICollection<Diagnostic> diagnostics)
{
    /// <summary>Adds a diagnostic for every rule that is broken.</summary>
    public void Check()
    {
        if (service.Name is not null && !NamePattern().IsMatch(service.Name))
        {
            Add("InvalidName", At("name"), $"name must be 1 to 63 lowercase letters, digits and hyphens, and '{service.Name}' is not.");
        }

        CheckUnique("repositories", service.Repositories.Select(repository => repository.Name));
        CheckUnique("workloads", service.Workloads.Select(workload => workload.Name));
        CheckUnique("imageStreams", service.ImageStreams.Select(stream => stream.Name));
        CheckUnique("channels", service.Channels.Select(channel => channel.Name));
        CheckRepositories();
        new MoveRules(service, At, Add).Check();
        CheckWorkloads();
        CheckEnvironments();
        CheckTiming();
        new InfrastructureRules(service, (id, path, message) => Add(id, At(path), message)).Check();
        if (service.Blog is { } blog)
        {
            BlogRules.Check(blog, (key, message) => Add("InvalidValue", At("blog", key), $"blog.{key} {message}"));
        }
        CheckCleanup();
        CheckMastodon();
        CheckNetwork();
        CheckQueues();
        CheckUnique("people", service.People.Select(person => person.Id), "id");
        new CalendarRules(service, (id, path, message) => Add(id, At(path), message)).Check();
        new PeopleRules(service, (id, path, message) => Add(id, At(path), message)).Check();
    }

    /// <summary>Whether a text can be the name of a branch.</summary>
    public static bool IsBranch(string branch) => BranchPattern().IsMatch(branch) && !branch.Contains("..", StringComparison.Ordinal);

    private void CheckRepositories()
    {
        for (int index = 0; index < service.Repositories.Count; index++)
        {
            RepositoryDefinition repository = service.Repositories[index];
            if (repository.Url?.StartsWith('-') == true)
            {
                Add("InvalidValue", At("repositories", index, "url"), "url must not begin with a hyphen: git would take it for an option.");
            }

            if (repository.Slug is not null && !SlugPattern().IsMatch(repository.Slug))
            {
                Add("InvalidValue", At("repositories", index, "slug"), $"slug must be owner/name, not '{repository.Slug}'.");
            }

            foreach ((string key, string branch) in new[] { ("source", repository.Source), ("target", repository.Target) })
            {
                if (!IsBranch(branch))
                {
                    Add("InvalidValue", At("repositories", index, key), $"{key} is no branch name: '{branch}'.");
                }
            }

            if (repository.Source == repository.Target)
            {
                Add("InvalidValue", At("repositories", index, "target"), $"source and target are both '{repository.Source}'.");
            }

            if (repository.Build is not null && (repository.Slug is null || service.CodeHost is null))
            {
                Add("MissingKey", At("repositories", index, "build"), $"a build can be followed only with codeHost and the slug of '{repository.Name}'.");
            }

            if (repository.Build is { Images.Count: > 0 } && service.Registry is null)
            {
                Add("MissingKey", At("repositories", index, "build"), "images can be checked only with registry.");
            }
        }
    }

    private void CheckWorkloads()
    {
        for (int index = 0; index < service.Workloads.Count; index++)
        {
            WorkloadDefinition workload = service.Workloads[index];
            if (workload.ImageStream is not null && service.ImageStreams.All(stream => stream.Name != workload.ImageStream))
            {
                Add("UnknownName", At("workloads", index, "imageStream"),
                    $"there is no image stream '{workload.ImageStream}'.{NearestName.Hint(workload.ImageStream, service.ImageStreams.Select(stream => stream.Name))}");
            }

            if (workload.ImageStream is null == workload.Image is null)
            {
                Add("InvalidValue", At("workloads", index), $"workload '{workload.Name}' needs either imageStream or image.");
            }

            if (workload.Replicas < 0)
            {
                Add("InvalidValue", At("workloads", index, "replicas"), "replicas must be 0 or more.");
            }
        }
    }

    private void CheckEnvironments()
    {
        foreach ((string name, EnvironmentDefinition environment) in service.Environments)
        {
            if (environment.Cluster is not null && !service.Clusters.ContainsKey(environment.Cluster))
            {
                Add("UnknownName", At("environments", name, "cluster"),
                    $"there is no cluster '{environment.Cluster}'.{NearestName.Hint(environment.Cluster, service.Clusters.Keys)}");
            }

            foreach (string workload in environment.Replicas.Keys.Where(key => service.Workloads.All(workload => workload.Name != key)))
            {
                Add("UnknownName", At("environments", name, "replicas", workload),
                    $"there is no workload '{workload}'.{NearestName.Hint(workload, service.Workloads.Select(known => known.Name))}");
            }
        }
    }

    private void CheckTiming()
    {
        foreach (TypeShape.PropertyShape property in TypeShape.Of(typeof(TimingDefinition)).Properties)
        {
            CheckWait((TimeSpan)property.Property.GetValue(service.Timing)!, "timing", property.Key);
        }

        if (service.Health.CrashLoopRestarts < 1)
        {
            Add("InvalidValue", At("health", "crashLoopRestarts"), "health.crashLoopRestarts must be 1 or more.");
        }

        if (service.Health.RateBaseline <= TimeSpan.Zero)
        {
            Add("InvalidValue", At("health", "rateBaseline"), "health.rateBaseline must be more than zero.");
        }

        if (service.Health.RateFactor <= 1)
        {
            Add("InvalidValue", At("health", "rateFactor"), "health.rateFactor must be more than 1.");
        }

        if (service.Health.RateMinimum < 1)
        {
            Add("InvalidValue", At("health", "rateMinimum"), "health.rateMinimum must be 1 or more.");
        }
    }

    private void CheckCleanup()
    {
        if (service.Registry?.Cleanup is { KeepNewest: < 1 })
        {
            Add("InvalidValue", At("registry", "cleanup", "keepNewest"), "registry.cleanup.keepNewest must be 1 or more.");
        }
    }

    private void CheckMastodon()
    {
        if (service.Mastodon?.Account is { } account && !AccountPattern().IsMatch(account))
        {
            Add("InvalidValue", At("mastodon", "account"), $"mastodon.account must be @name@instance, not '{account}'.");
        }

        foreach (string hashtag in (service.Mastodon?.Hashtags ?? []).Where(hashtag => !HashtagPattern().IsMatch(hashtag)))
        {
            Add("InvalidValue", At("mastodon", "hashtags"), $"'{hashtag}' is no hashtag: letters, digits and underscores, not digits alone, without #.");
        }
    }

    private void CheckUnique(string key, IEnumerable<string> names, string property = "name")
    {
        HashSet<string> seen = [];
        int index = 0;
        foreach (string name in names)
        {
            if (name is not null && !seen.Add(name))
            {
                Add("DuplicateName", At(key, index, property), $"{key} has the {property} '{name}' twice.");
            }

            index++;
        }
    }

    /// <summary>Finds the deepest node on a path; where the last part is absent, what contains it.</summary>
    private DocumentNode At(params object[] path)
    {
        DocumentNode node = root;
        foreach (object part in path)
        {
            DocumentNode? next = (node, part) switch
            {
                (MappingNode mapping, string key) => mapping.Find(key),
                (SequenceNode sequence, int index) when index < sequence.Items.Count => sequence.Items[index],
                _ => null,
            };
            if (next is null)
            {
                break;
            }

            node = next;
        }

        return node;
    }

    private void Add(string id, DocumentNode node, string message) => diagnostics.Add(new Diagnostic(id, node.Position, message));

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$")]
    internal static partial Regex SlugPattern();

    [GeneratedRegex(@"^@[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?@[^\s@/]+$")]
    private static partial Regex AccountPattern();

    [GeneratedRegex(@"^(?!\d+$)\w+$")]
    private static partial Regex HashtagPattern();

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9_./-]*$")]
    internal static partial Regex BranchPattern();
}
