namespace ServiceGuru.Connectors.Tests.Kubernetes;

/// <summary>Answers of API servers, shaped as in https://kubernetes.io/docs/reference/kubernetes-api/ and openshift/api image/v1.</summary>
internal static class ClusterAnswers
{
    public const string Digest = "sha256:0e3b1a9d5c2c4d7f8a6b0c1d2e3f405162738495a6b7c8d9e0f1a2b3c4d5e6f7";
    public const string OldDigest = "sha256:1111111111111111111111111111111111111111111111111111111111111111";

    public const string CrashingPod = """
        {
          "metadata": {
            "name": "packit-worker-long-running-0", "generateName": "packit-worker-long-running-", "namespace": "packit--stg",
            "uid": "5d1c2c9e-1f0e-4d13-9a1a-0b7f0cbb3f40", "resourceVersion": "81811", "creationTimestamp": "2026-03-02T11:00:00Z",
            "deletionTimestamp": "2026-03-02T12:59:40Z", "deletionGracePeriodSeconds": 10,
            "finalizers": [ "example.org/drain" ],
            "labels": { "component": "packit-worker-long-running", "controller-revision-hash": "packit-worker-long-running-7c9d" },
            "annotations": { "openshift.io/scc": "restricted-v2" },
            "ownerReferences": [ { "apiVersion": "apps/v1", "kind": "StatefulSet", "name": "packit-worker-long-running", "uid": "u", "controller": true, "blockOwnerDeletion": true } ],
            "managedFields": [ { "manager": "kube-controller-manager", "operation": "Update", "fieldsV1": { "f:metadata": { "f:labels": { ".": {} } } } } ]
          },
          "spec": {
            "nodeName": "ip-10-0-1-7.ec2.internal", "restartPolicy": "Always", "terminationGracePeriodSeconds": 10,
            "initContainers": [ { "name": "wait-for-db", "image": "quay.io/packit/packit-worker:stg" }, { "name": "logs", "image": "fluentd", "restartPolicy": "Always" } ],
            "containers": [
              { "name": "packit-worker", "image": "quay.io/packit/packit-worker@sha256:0e3b1a9d5c2c4d7f8a6b0c1d2e3f405162738495a6b7c8d9e0f1a2b3c4d5e6f7" },
              { "name": "sidecar", "image": "quay.io/packit/fluentd-splunk-hec:latest" }
            ]
          },
          "status": {
            "phase": "Running", "podIP": "10.128.0.3", "qosClass": "Burstable",
            "conditions": [
              { "type": "Initialized", "status": "True", "lastProbeTime": null, "lastTransitionTime": "2026-03-02T11:00:10Z" },
              { "type": "Ready", "status": "False", "lastProbeTime": null, "lastTransitionTime": "2026-03-02T12:58:00Z", "reason": "ContainersNotReady", "message": "containers with unready status: [packit-worker]" }
            ],
            "initContainerStatuses": [
              { "name": "wait-for-db", "ready": true, "restartCount": 0, "started": false, "image": "quay.io/packit/packit-worker:stg",
                "imageID": "quay.io/packit/packit-worker@sha256:0e3b1a9d5c2c4d7f8a6b0c1d2e3f405162738495a6b7c8d9e0f1a2b3c4d5e6f7",
                "state": { "terminated": { "exitCode": 0, "reason": "Completed", "startedAt": "2026-03-02T11:00:05Z", "finishedAt": "2026-03-02T11:00:10Z", "containerID": "cri-o://1" } }, "lastState": {} }
            ],
            "containerStatuses": [
              { "name": "packit-worker", "ready": false, "restartCount": 7, "started": false, "image": "quay.io/packit/packit-worker:stg",
                "imageID": "docker-pullable://quay.io/packit/packit-worker@sha256:0e3b1a9d5c2c4d7f8a6b0c1d2e3f405162738495a6b7c8d9e0f1a2b3c4d5e6f7", "containerID": "cri-o://2",
                "state": { "waiting": { "reason": "CrashLoopBackOff", "message": "back-off 5m0s restarting failed container" } },
                "lastState": { "terminated": { "exitCode": 137, "reason": "OOMKilled", "startedAt": "2026-03-02T12:57:00Z", "finishedAt": "2026-03-02T12:58:00Z", "containerID": "cri-o://2" } } }
            ]
          }
        }
        """;

    public const string Deployment = """
        {
          "metadata": { "name": "packit-service", "namespace": "packit--stg", "generation": 12, "resourceVersion": "9", "creationTimestamp": "2024-01-01T00:00:00Z" },
          "spec": {
            "paused": true, "selector": { "matchLabels": { "component": "packit-service" } },
            "template": { "metadata": { "labels": { "component": "packit-service" } }, "spec": { "containers": [ { "name": "packit-service", "image": "quay.io/packit/packit-service:stg" } ] } }
          },
          "status": {
            "observedGeneration": 11, "replicas": 2, "updatedReplicas": 1, "readyReplicas": 1, "unavailableReplicas": 1,
            "conditions": [ { "type": "Progressing", "status": "False", "reason": "ProgressDeadlineExceeded", "message": "ReplicaSet has timed out progressing.", "lastUpdateTime": "2026-03-02T12:00:00Z", "lastTransitionTime": "2026-03-02T11:00:00Z" } ]
          }
        }
        """;

    public const string StatefulSet = """
        {
          "metadata": { "name": "packit-worker-long-running", "generation": 3, "creationTimestamp": "2024-01-01T00:00:00Z" },
          "spec": { "replicas": 0, "selector": { "matchLabels": { "component": "packit-worker-long-running" } }, "template": { "spec": { "containers": [ { "name": "packit-worker", "image": "w" } ] } } },
          "status": { "observedGeneration": 3, "replicas": 2, "readyReplicas": 1, "currentReplicas": 1, "updatedReplicas": 1, "availableReplicas": 1, "currentRevision": "a", "updateRevision": "b", "collisionCount": 0 }
        }
        """;

    public const string ImageStream = """
        {
          "kind": "ImageStream", "apiVersion": "image.openshift.io/v1",
          "metadata": { "name": "packit-worker", "namespace": "packit--prod", "resourceVersion": "4711", "generation": 5 },
          "spec": {
            "lookupPolicy": { "local": true },
            "tags": [
              { "name": "prod", "annotations": null, "from": { "kind": "DockerImage", "name": "quay.io/packit/packit-worker:prod" }, "generation": 4,
                "importPolicy": { "scheduled": true, "importMode": "PreserveOriginal" }, "referencePolicy": { "type": "Local" } },
              { "name": "pinned", "annotations": null, "from": { "kind": "ImageStreamTag", "name": "prod" }, "generation": 4, "importPolicy": {}, "referencePolicy": { "type": "Source" } }
            ]
          },
          "status": {
            "dockerImageRepository": "image-registry.openshift-image-registry.svc:5000/packit--prod/packit-worker",
            "tags": [
              { "tag": "prod",
                "items": [
                  { "created": "2026-03-02T12:00:00Z", "dockerImageReference": "quay.io/packit/packit-worker@sha256:0e3b1a9d5c2c4d7f8a6b0c1d2e3f405162738495a6b7c8d9e0f1a2b3c4d5e6f7", "image": "sha256:0e3b1a9d5c2c4d7f8a6b0c1d2e3f405162738495a6b7c8d9e0f1a2b3c4d5e6f7", "generation": 4 },
                  { "created": "2026-02-23T12:00:00Z", "dockerImageReference": "quay.io/packit/packit-worker@sha256:1111111111111111111111111111111111111111111111111111111111111111", "image": "sha256:1111111111111111111111111111111111111111111111111111111111111111", "generation": 2 }
                ],
                "conditions": [ { "type": "ImportSuccess", "status": "False", "lastTransitionTime": "2026-03-02T12:30:00Z", "reason": "Unauthorized", "message": "you may not have access to the container image", "generation": 4 } ] },
              { "tag": "stray", "items": null, "conditions": [] }
            ]
          }
        }
        """;

    public static string List(string kind, string items, string version = "81900", string? next = null) => $$"""
        { "kind": "{{kind}}", "apiVersion": "v1", "metadata": { "resourceVersion": "{{version}}"{{(next is null ? "" : $", \"continue\": \"{next}\", \"remainingItemCount\": 3")}} }, "items": [ {{items}} ] }
        """;

    public static string Status(int code, string reason, string message) => $$"""
        { "kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": "{{message}}", "reason": "{{reason}}", "code": {{code}} }
        """;

    public static string Pod(string name, string version = "1") => $$"""
        { "metadata": { "name": "{{name}}", "resourceVersion": "{{version}}", "creationTimestamp": "2026-03-02T11:00:00Z" }, "spec": { "containers": [ { "name": "c", "image": "i" } ] }, "status": { "phase": "Pending" } }
        """;
}
