using System.Text.RegularExpressions;
using Participatory.Tests.Harness;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Participatory.Tests.EndToEnd;

/// <summary>A file that Docker Compose reads, read as Compose reads it: anchors, merges, variables.</summary>
internal sealed partial class ComposeFile
{
    private readonly Dictionary<object, object> root;

    private ComposeFile(Dictionary<object, object> root) => this.root = root;

    /// <summary>Reads a file of the repository.</summary>
    public static ComposeFile Read(string path)
    {
        using var text = new StreamReader(Path.Combine(Repository.Root, path));
        return new ComposeFile(new Deserializer().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(text))));
    }

    /// <summary>The containers that it describes.</summary>
    public IReadOnlyDictionary<string, Container> Containers => ((Dictionary<object, object>)root["services"])
        .ToDictionary(one => (string)one.Key, one => new Container((string)one.Key, (Dictionary<object, object>)one.Value),
            StringComparer.Ordinal);

    /// <summary>Every variable that stands in it, with what follows its name: ":?A sentence.", "-otherwise" or nothing.</summary>
    public IReadOnlyList<(string Name, string Rule)> Variables =>
        [.. Texts(root["services"]).SelectMany(text => Variable().Matches(text)).Where(match => match.Groups["name"].Success)
            .Select(match => (match.Groups["name"].Value, match.Groups["rule"].Value)).Distinct()];

    /// <summary>The same file with its variables filled in, as Compose fills them in.</summary>
    /// <exception cref="InvalidOperationException">One is missing, and the file says that it is needed.</exception>
    public ComposeFile With(IReadOnlyDictionary<string, string> variables) =>
        new((Dictionary<object, object>)Each(root, text => Fill(text, variables)));

    /// <summary>The variables of a file such as .env.example, with those that they are made of filled in.</summary>
    public static Dictionary<string, string> ReadVariables(string path, IReadOnlyDictionary<string, string> given)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, path)).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            var name = line[..at];
            found[name] = given.TryGetValue(name, out var value) ? value : Fill(line[(at + 1)..].Trim('"'), found);
        }

        return found;
    }

    private static string Fill(string text, IReadOnlyDictionary<string, string> variables) => Variable().Replace(text, match =>
    {
        if (!match.Groups["name"].Success)
        {
            return match.Value == "$$" ? "$"
                : throw new InvalidOperationException($"{match.Value} in \"{text}\" is nothing that Compose knows.");
        }

        var value = variables.GetValueOrDefault(match.Groups["name"].Value);
        var (rule, rest) = match.Groups["rule"].Value switch
        {
            ['?' or '-', .. var after] given => (given[..1], after),
            [':', '?' or '-', .. var after] given => (given[..2], after),
            var other => (other, ""),
        };
        return rule switch
        {
            ":?" when string.IsNullOrEmpty(value) => throw new InvalidOperationException(rest),
            ":-" when string.IsNullOrEmpty(value) => rest,
            "-" when value is null => rest,
            ":?" or ":-" or "-" => value!,
            "" when value is not null => value,
            _ => throw new InvalidOperationException($"{match.Value} says neither that it is needed nor what stands in its place."),
        };
    });

    private static object Each(object node, Func<string, string> change) => node switch
    {
        Dictionary<object, object> map => map.ToDictionary(one => one.Key, one => Each(one.Value, change)),
        List<object> list => list.ConvertAll(one => Each(one, change)),
        string text => change(text),
        _ => node,
    };

    private static IEnumerable<string> Texts(object node) => node switch
    {
        Dictionary<object, object> map => map.Values.SelectMany(Texts),
        List<object> list => list.SelectMany(Texts),
        string text => [text],
        _ => [],
    };

    [GeneratedRegex(@"\$\$|\$\{(?<name>[A-Z_]+)(?<rule>[^}]*)\}|\$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}

/// <summary>One of the containers of a file.</summary>
internal sealed class Container(string name, Dictionary<object, object> node)
{
    public string Name => name;

    public string Image => Text("image");

    /// <summary>What eng/Dockerfile is told; empty where the image is somebody else's.</summary>
    public IReadOnlyDictionary<string, string> Build => node.TryGetValue("build", out var build)
        ? Map(((Dictionary<object, object>)build)["args"]) : new Dictionary<string, string>();

    public bool IsOurs => Build.Count > 0;

    public IReadOnlyDictionary<string, string> Environment => node.TryGetValue("environment", out var told) ? Map(told)
        : new Dictionary<string, string>();

    public IReadOnlyList<string> Command => List("command");

    /// <summary>The words of its health check after CMD; empty where it has none.</summary>
    public IReadOnlyList<string> HealthCheck => node.TryGetValue("healthcheck", out var check)
        ? [.. ((List<object>)((Dictionary<object, object>)check)["test"]).Cast<string>()] : [];

    /// <summary>Which containers come first, and how far they have to be.</summary>
    public IReadOnlyDictionary<string, string> DependsOn => node.TryGetValue("depends_on", out var others)
        ? ((Dictionary<object, object>)others)
            .ToDictionary(one => (string)one.Key, one => Map(one.Value)["condition"], StringComparer.Ordinal)
        : new Dictionary<string, string>();

    /// <summary>Volumes and the places where they are mounted: (volume, path, read only).</summary>
    public IReadOnlyList<(string Volume, string Path, bool ReadOnly)> Mounts =>
        [.. List("volumes").Select(mount => mount.Split(':')).Select(parts => (parts[0], parts[1], parts is [_, _, "ro"]))];

    public bool Has(string key) => node.ContainsKey(key);

    public string Text(string key) => node.TryGetValue(key, out var value) ? value as string
        ?? throw new InvalidOperationException($"{name}.{key} is no text.") : "";

    public IReadOnlyList<string> List(string key) => node.TryGetValue(key, out var value) ? [.. ((List<object>)value).Cast<string>()] : [];

    private static Dictionary<string, string> Map(object map) =>
        ((Dictionary<object, object>)map).ToDictionary(one => (string)one.Key, one => (string)(one.Value ?? ""), StringComparer.Ordinal);
}
