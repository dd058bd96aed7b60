namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>A kubeconfig says nothing usable. The message quotes names and no credentials. Stays inside the connector.</summary>
internal sealed class InvalidKubeconfigException(string message, Exception? inner = null) : Exception(message, inner);
