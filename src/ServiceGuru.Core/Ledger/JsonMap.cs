using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ServiceGuru.Ledger;

/// <summary>
/// A JSON object of the record that can't be changed. Its values are maps, arrays, texts, whole numbers
/// (<see cref="long"/>), other numbers (<see cref="decimal"/>), <see cref="bool"/> and null.
/// </summary>
[JsonConverter(typeof(JsonMapConverter))]
public sealed class JsonMap : IReadOnlyDictionary<string, object?>, IDictionary
{
    private readonly JsonObject _json;

    /// <summary>Makes it of a JSON object, which nobody may change any more.</summary>
    public JsonMap(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        _json = json;
    }

    /// <summary>How many values it has.</summary>
    public int Count => _json.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _json.Select(entry => entry.Key);

    /// <inheritdoc/>
    public IEnumerable<object?> Values => _json.Select(entry => PlainValue.Of(entry.Value));

    bool IDictionary.IsFixedSize => true;

    bool IDictionary.IsReadOnly => true;

    ICollection IDictionary.Keys => Keys.ToArray();

    ICollection IDictionary.Values => Values.ToArray();

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    /// <inheritdoc/>
    public object? this[string key] => _json.TryGetPropertyValue(key, out JsonNode? value) ? PlainValue.Of(value) : throw new KeyNotFoundException($"There is no '{key}'; there are: {string.Join(", ", Keys)}.");

    object? IDictionary.this[object key]
    {
        get => key is string name && _json.TryGetPropertyValue(name, out JsonNode? value) ? PlainValue.Of(value) : null;
        set => throw ReadOnly();
    }

    /// <summary>Makes a map of a JSON object, which nobody may change any more.</summary>
    [return: NotNullIfNotNull(nameof(json))]
    public static implicit operator JsonMap?(JsonObject? json) => json is null ? null : new JsonMap(json);

    /// <summary>Gives the JSON object: the record's own, so clone it before you change it or put it elsewhere.</summary>
    [return: NotNullIfNotNull(nameof(map))]
    public static implicit operator JsonObject?(JsonMap? map) => map?._json;

    /// <summary>Gives the JSON object: the record's own, so clone it before you change it or put it elsewhere.</summary>
    public JsonObject ToJsonObject() => _json;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _json.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, out object? value)
    {
        bool found = _json.TryGetPropertyValue(key, out JsonNode? node);
        value = PlainValue.Of(node);
        return found;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() =>
        _json.Select(entry => KeyValuePair.Create(entry.Key, PlainValue.Of(entry.Value))).GetEnumerator();

    /// <summary>Gives the object as JSON.</summary>
    public override string ToString() => _json.ToJsonString(LedgerJson.Options);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IDictionaryEnumerator IDictionary.GetEnumerator() => ((IDictionary)this.ToDictionary(entry => entry.Key, entry => entry.Value)).GetEnumerator();

    bool IDictionary.Contains(object key) => key is string name && ContainsKey(name);

    void ICollection.CopyTo(Array array, int index) => this.Select(entry => new DictionaryEntry(entry.Key, entry.Value)).ToArray().CopyTo(array, index);

    void IDictionary.Add(object key, object? value) => throw ReadOnly();

    void IDictionary.Clear() => throw ReadOnly();

    void IDictionary.Remove(object key) => throw ReadOnly();

    private static NotSupportedException ReadOnly() => new("What was recorded can't be changed.");
}
