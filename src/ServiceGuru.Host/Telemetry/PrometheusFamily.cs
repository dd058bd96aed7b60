using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace ServiceGuru.Host.Telemetry;

/// <summary>One metric with its series, by their labels. Not thread-safe.</summary>
internal sealed class PrometheusFamily
{
    /// <summary>How many series a metric has at most; whoever labels by something endless fills no memory.</summary>
    public const int MostSeries = 1000;

    private const string Overflow = "otel_metric_overflow=\"true\"";

    private readonly string _type;
    private readonly string _help;
    private readonly SortedDictionary<string, Series> _series = new(StringComparer.Ordinal);

    private PrometheusFamily(string name, string type, string help) => (Name, _type, _help) = (name, type, help);

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Makes the family of an instrument.</summary>
    public static PrometheusFamily Of(Instrument instrument)
    {
        Type kind = instrument.GetType().GetGenericTypeDefinition();
        string type = kind == typeof(Histogram<>) ? "histogram" : kind == typeof(Counter<>) ? "counter" : "gauge";
        string unit = instrument.Unit == "s" ? "_seconds" : string.Empty;
        return new PrometheusFamily(NameOf(instrument.Name) + unit + (type == "counter" ? "_total" : string.Empty), type, instrument.Description ?? instrument.Name);
    }

    /// <summary>Gives labels as they are written, in the order of their names.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0)
        {
            return string.Empty;
        }

        List<string> labels = [];
        foreach ((string name, object? value) in tags)
        {
            labels.Add($"{NameOf(name)}=\"{Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        }

        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    /// <summary>Adds a measurement.</summary>
    public void Record(string labels, double value)
    {
        if (!_series.TryGetValue(labels, out Series? series))
        {
            labels = _series.Count < MostSeries ? labels : Overflow;
            if (!_series.TryGetValue(labels, out series))
            {
                _series[labels] = series = new Series();
            }
        }

        series.Count++;
        series.Sum += value;
        if (_type == "histogram")
        {
            series.Buckets[BucketOf(value)]++;
        }
    }

    /// <summary>Writes it.</summary>
    public void Write(StringBuilder page)
    {
        if (_series.Count == 0)
        {
            return;
        }

        page.Append("# HELP ").Append(Name).Append(' ').Append(Escape(_help)).Append('\n');
        page.Append("# TYPE ").Append(Name).Append(' ').Append(_type).Append('\n');
        foreach ((string labels, Series series) in _series)
        {
            if (_type == "histogram")
            {
                Buckets(page, labels, series);
                Line(page, "_sum", labels, series.Sum);
                Line(page, "_count", labels, series.Count);
            }
            else
            {
                Line(page, string.Empty, labels, series.Sum);
            }
        }
    }

    private void Buckets(StringBuilder page, string labels, Series series)
    {
        long below = 0;
        string others = labels.Length == 0 ? string.Empty : $"{labels},";
        for (int index = 0; index < series.Buckets.Length; index++)
        {
            below += series.Buckets[index];
            string bound = index < DurationBuckets.Seconds.Count ? DurationBuckets.Seconds[index].ToString(CultureInfo.InvariantCulture) : "+Inf";
            Line(page, "_bucket", $"{others}le=\"{bound}\"", below);
        }
    }

    private void Line(StringBuilder page, string suffix, string labels, double value)
    {
        page.Append(Name).Append(suffix);
        if (labels.Length > 0)
        {
            page.Append('{').Append(labels).Append('}');
        }

        page.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    private static int BucketOf(double value)
    {
        int index = 0;
        while (index < DurationBuckets.Seconds.Count && value > DurationBuckets.Seconds[index])
        {
            index++;
        }

        return index;
    }

    private static string NameOf(string name)
    {
        string plain = string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
        return plain.Length == 0 || char.IsAsciiDigit(plain[0]) ? $"_{plain}" : plain;
    }

    private static string Escape(string text) => text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private sealed class Series
    {
        public long Count { get; set; }

        public double Sum { get; set; }

        public long[] Buckets { get; } = new long[DurationBuckets.Seconds.Count + 1];
    }
}
