using System.CommandLine;
using System.Text.RegularExpressions;
using ServiceGuru.Host.CommandLine;

namespace ServiceGuru.Host.Tests.Deploy;

/// <summary>The manifests in deploy/kubernetes as the API server and its admission would look at them, and as guru does.</summary>
public sealed partial class ManifestTests
{
    // What the manifests refer to and whoever installs makes; kustomization.yaml names each.
    private static readonly string[] MadeByHand =
        ["ConfigMap/serviceguru", "ConfigMap/serviceguru-definition", "Secret/serviceguru-connections", "Secret/serviceguru-tokens", "Secret/serviceguru-ssh", "Secret/serviceguru-page"];

    private static IReadOnlyList<Manifest> Workloads => [.. Manifest.Objects.Where(manifest => manifest.Pods.Present)];

    [Fact]
    public void Every_object_says_what_it_is_and_names_no_namespace_of_its_own()
    {
        Manifest.Objects.Count.ShouldBeGreaterThan(10);
        foreach (Manifest manifest in Manifest.Objects)
        {
            manifest["apiVersion"].Text.ShouldNotBeNullOrEmpty($"{manifest}");
            manifest["metadata", "name"].Text.ShouldNotBeNull().ShouldMatch("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", $"{manifest}");
            manifest["metadata", "namespace"].Present.ShouldBeFalse($"{manifest}");
            manifest["metadata", "labels", "app.kubernetes.io/part-of"].Text.ShouldBe("serviceguru", $"{manifest}");
        }

        Manifest.Objects.Select(manifest => $"{manifest["kind"].Text}/{manifest["metadata", "name"].Text}").Distinct().Count().ShouldBe(Manifest.Objects.Count);
    }

    [Fact]
    public void Every_manifest_is_part_of_a_kustomization()
    {
        foreach (string folder in Directory.GetFiles(Manifest.Folder, "kustomization.yaml", SearchOption.AllDirectories).Select(file => Path.GetDirectoryName(file)!))
        {
            Manifest kustomization = Manifest.Read(Path.Combine(folder, "kustomization.yaml")).Single();
            kustomization["resources"].Texts.Order().ShouldBe(Directory.GetFiles(folder, "*.yaml").Select(Path.GetFileName).Where(name => name != "kustomization.yaml").Order(), folder);
        }
    }

    [Fact]
    public void Pods_pass_the_restricted_standard_and_can_live_with_a_root_that_is_read_only()
    {
        Workloads.Count.ShouldBe(3);
        foreach (Manifest workload in Workloads)
        {
            Manifest spec = workload.Pods["spec"];
            spec["securityContext", "runAsNonRoot"].Text.ShouldBe("true", $"{workload}");
            spec["securityContext", "seccompProfile", "type"].Text.ShouldBe("RuntimeDefault", $"{workload}");
            new[] { "hostNetwork", "hostPID", "hostIPC" }.ShouldAllBe(name => !spec[name].Present, $"{workload}");
            spec["volumes"].Items.ShouldAllBe(volume => volume["configMap"].Present || volume["secret"].Present || volume["emptyDir", "sizeLimit"].Present, $"{workload}");
            foreach (Manifest container in spec["containers"].Items)
            {
                Manifest security = container["securityContext"];
                security["allowPrivilegeEscalation"].Text.ShouldBe("false", $"{workload}");
                security["readOnlyRootFilesystem"].Text.ShouldBe("true", $"{workload}");
                security["capabilities", "drop"].Texts.ShouldBe(["ALL"], $"{workload}");
                security["privileged"].Present.ShouldBeFalse($"{workload}");
                container["resources", "requests"].Pairs.Keys.Order().ToArray().ShouldBe(["cpu", "memory"], customMessage: $"{workload}");
                container["resources", "limits"].Pairs.Keys.ShouldContain("memory", customMessage: $"{workload}");
                string[] volumes = [.. spec["volumes"].Items.Select(volume => volume["name"].Text!)];
                container["volumeMounts"].Items.Select(mount => mount["name"].Text!).Order().ShouldBe(volumes.Order(), $"{workload}");
                container["volumeMounts"].Items.Select(mount => mount["mountPath"].Text!).ShouldContain("/tmp", $"{workload}");
                container["volumeMounts"].Items.Select(mount => mount["mountPath"].Text!).ShouldContain("/var/lib/serviceguru", $"{workload}");
            }
        }
    }

    [Fact]
    public void What_runs_all_the_time_is_probed_at_ports_that_it_has_and_selects_its_own_pods()
    {
        List<Manifest> deployments = [.. Workloads.Where(workload => workload["kind"].Text == "Deployment")];
        foreach (Manifest deployment in deployments)
        {
            deployment["spec", "selector", "matchLabels"].Pairs.ShouldAllBe(label => deployment.Pods["metadata", "labels"].Pairs[label.Key] == label.Value, $"{deployment}");
            Manifest container = deployment.Pods["spec", "containers"].Items.Single();
            string[] ports = [.. container["ports"].Items.Select(port => port["name"].Text!)];
            foreach (string probe in new[] { "livenessProbe", "readinessProbe" })
            {
                ports.ShouldContain(container[probe, "httpGet", "port"].Text!, $"{deployment}: {probe}");
                container[probe, "httpGet", "path"].Text!.StartsWith('/').ShouldBeTrue($"{deployment}: {probe}");
            }
        }

        Manifest worker = deployments.Single(deployment => deployment["metadata", "name"].Text == "serviceguru-worker");
        Manifest ready = worker.Pods["spec", "containers"].Items.Single()["readinessProbe", "httpGet", "path"];
        ready.Text.ShouldBe("/readyz");
        worker.Pods["spec", "topologySpreadConstraints"].Items.ShouldNotBeEmpty();
        Manifest budget = Manifest.Objects.Single(manifest => manifest["kind"].Text == "PodDisruptionBudget");
        budget["spec", "selector", "matchLabels"].Pairs.ShouldBe(worker["spec", "selector", "matchLabels"].Pairs);
        worker["spec", "replicas"].Number!.Value.ShouldBeGreaterThan(budget["spec", "maxUnavailable"].Number!.Value);
        Manifest service = Manifest.Objects.Single(manifest => manifest["kind"].Text == "Service");
        Manifest page = deployments.Single(deployment => deployment["metadata", "name"].Text == "serviceguru-page");
        service["spec", "selector"].Pairs.ShouldAllBe(label => page.Pods["metadata", "labels"].Pairs[label.Key] == label.Value);
        page.Pods["spec", "containers"].Items.Single()["ports"].Items.Select(port => port["name"].Text).ShouldContain(service["spec", "ports"].Items.Single()["targetPort"].Text);
    }

    [Fact]
    public void A_worker_has_longer_to_end_than_it_takes_to_drain()
    {
        Manifest pods = Workloads.Single(workload => workload["metadata", "name"].Text == "serviceguru-worker").Pods;
        string[] args = [.. pods["spec", "containers"].Items.Single()["args"].Texts];

        Documents.Duration.TryParse(args[Array.IndexOf(args, "--drain") + 1], out TimeSpan drain).ShouldBeTrue();

        // What did not come to a good point by then is cut, and that takes a little over a minute at most.
        TimeSpan.FromSeconds(pods["spec", "terminationGracePeriodSeconds"].Number!.Value).ShouldBeGreaterThan(drain + TimeSpan.FromSeconds(90));
    }

    [Fact]
    public void The_Monday_run_is_started_once_and_never_begun_anew()
    {
        Manifest cron = Manifest.Objects.Single(manifest => manifest["kind"].Text == "CronJob");

        cron["spec", "timeZone"].Text.ShouldBe("Europe/Prague");
        TimeZoneInfo.FindSystemTimeZoneById(cron["spec", "timeZone"].Text!).ShouldNotBeNull();
        cron["spec", "schedule"].Text!.Split(' ').ShouldBe(["0", "10", "*", "*", "1"]);
        cron["spec", "concurrencyPolicy"].Text.ShouldBe("Forbid");
        cron["spec", "startingDeadlineSeconds"].Number!.Value.ShouldBeGreaterThan(0);
        cron["spec", "jobTemplate", "spec", "backoffLimit"].Number.ShouldBe(0);
        cron.Pods["spec", "restartPolicy"].Text.ShouldBe("Never");
    }

    [Fact]
    public void Rights_have_no_wildcard_and_bindings_name_roles_and_accounts_that_are_there()
    {
        Manifest[] roles = [.. Manifest.Objects.Where(manifest => manifest["kind"].Text is "Role" or "ClusterRole")];
        roles.Select(role => role["kind"].Text).Distinct().ShouldBe(["Role"]);
        roles.SelectMany(role => role["rules"].Items).SelectMany(rule => rule.Everything).ShouldNotContain(node => node.Text != null && node.Text.Contains('*'));
        roles.SelectMany(role => role["rules"].Items).SelectMany(rule => rule["resources"].Texts).ShouldNotContain("secrets");
        Manifest[] bindings = [.. Manifest.Objects.Where(manifest => manifest["kind"].Text == "RoleBinding")];
        bindings.Length.ShouldBe(roles.Length);
        foreach (Manifest binding in bindings)
        {
            roles.ShouldContain(role => role["metadata", "name"].Text == binding["roleRef", "name"].Text && role["kind"].Text == binding["roleRef", "kind"].Text, $"{binding}");
            binding["subjects"].Items.ShouldAllBe(subject => subject["kind"].Text == "ServiceAccount" && IsThere("ServiceAccount", subject["name"].Text!), $"{binding}");
        }
    }

    [Fact]
    public void Whatever_is_referred_to_is_there_or_is_listed_as_made_by_hand()
    {
        List<string> referred = [];
        foreach (Manifest workload in Workloads)
        {
            IsThere("ServiceAccount", workload.Pods["spec", "serviceAccountName"].Text!).ShouldBeTrue($"{workload}");
            foreach (Manifest node in workload.Pods.Everything)
            {
                referred.AddRange(new[] { node["configMapRef", "name"], node["configMap", "name"] }.Where(name => name.Present).Select(name => $"ConfigMap/{name.Text}"));
                referred.AddRange(new[] { node["secretRef", "name"], node["secret", "secretName"], node["secretKeyRef", "name"] }.Where(name => name.Present).Select(name => $"Secret/{name.Text}"));
            }
        }

        referred.Distinct().Order().ShouldBe(MadeByHand.Order());
        string kustomization = File.ReadAllText(Path.Combine(Manifest.Folder, "kustomization.yaml"));
        MadeByHand.ShouldAllBe(one => kustomization.Contains(one.Replace("/", " "), StringComparison.Ordinal) || Regex.IsMatch(kustomization, $"{one.Replace("/", " +")} "));
        Manifest.Objects.Select(manifest => manifest["kind"].Text).ShouldNotContain("Secret");
    }

    [Fact]
    public void All_pods_are_of_one_image_which_the_kustomization_names()
    {
        Manifest kustomization = Manifest.Read(Path.Combine(Manifest.Folder, "kustomization.yaml")).Single();

        Workloads.SelectMany(workload => workload.Pods["spec", "containers"].Items).Select(container => container["image"].Text).Distinct()
            .ShouldBe([kustomization["images"].Items.Single()["name"].Text]);
        kustomization["images"].Items.Single()["newTag"].Text.ShouldNotBe("latest");
    }

    public static TheoryData<string, string[]> Commands
    {
        get
        {
            TheoryData<string, string[]> commands = [];
            foreach (Manifest container in Workloads.SelectMany(workload => workload.Pods["spec", "containers"].Items))
            {
                commands.Add(container["name"].Text!, [.. container["args"].Texts]);
            }

            return commands;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Commands))]
    public void The_commands_are_commands_of_guru(string container, string[] args)
    {
        using TestHost host = new();
        GlobalOptions options = new();
        RootCommand root = CommandTree.Create(host.Parts, options);
        Skip.IfNot(root.Subcommands.Any(verb => verb.Name == args[0]), $"guru {args[0]} is not installed: this build lacks the verb");

        root.Parse(args).Errors.ShouldBeEmpty(container);
    }

    [Fact]
    public void The_container_runs_as_nobody_in_particular_and_has_what_git_operations_need()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Manifest.Folder, "..", "Containerfile"));

        lines.Count(line => line.StartsWith("FROM ", StringComparison.Ordinal)).ShouldBe(2);
        lines.Last(line => line.StartsWith("USER ", StringComparison.Ordinal)).ShouldBe("USER 10001:0");
        lines.ShouldContain("ENTRYPOINT [\"guru\"]");
        lines.Single(line => line.Contains("apt-get install", StringComparison.Ordinal)).ShouldContain(" git openssh-client");
        lines.ShouldNotContain(line => Credential().IsMatch(line));
    }

    private static bool IsThere(string kind, string name) => Manifest.Objects.Any(manifest => manifest["kind"].Text == kind && manifest["metadata", "name"].Text == name);

    [GeneratedRegex("(TOKEN|PASSWORD|SECRET)=", RegexOptions.IgnoreCase)]
    private static partial Regex Credential();
}
