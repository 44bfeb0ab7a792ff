using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Resources;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Participatory.Words;

namespace Participatory.Tests.Harness;

/// <summary>
/// A language that services/Words does not have, made in memory and found in the same way as one that lies beside the program as a
/// satellite assembly: what a test sees in it, a council sees in its own.
/// </summary>
public static partial class LanguageFile
{
    /// <summary>Stands before and behind every sentence of ours in the made-up language.</summary>
    public const char Begin = '⟦', End = '⟧';

    /// <summary>Stand around whatever is put into a sentence.</summary>
    public const char PutIn = '⟨', PutInEnd = '⟩';

    /// <summary>A language that nobody speaks: every English sentence between brackets, so that what is not there is seen.</summary>
    public const string MadeUp = "qps-ploc";

    private const string Suffix = ".resources";

    private static readonly Assembly Words = typeof(Sentence).Assembly;

    private static readonly Dictionary<string, Assembly> Known = new(StringComparer.OrdinalIgnoreCase);

    static LanguageFile() => AssemblyLoadContext.GetLoadContext(Words)!.Resolving += (_, wanted) =>
    {
        lock (Known)
        {
            return wanted.Name == Words.GetName().Name + Suffix ? Known.GetValueOrDefault(wanted.CultureName ?? "") : null;
        }
    };

    /// <summary>
    /// Makes <see cref="MadeUp"/> be there. Before anything was said in it: what was looked for in vain is not looked for again.
    /// </summary>
    public static void AddMadeUp() => Add(MadeUp, Homes().ToDictionary(
        home => home, home => (IReadOnlyDictionary<string, string>)English(home).ToDictionary(
            entry => entry.Key, entry => Bracketed(entry.Value), StringComparer.Ordinal), StringComparer.Ordinal));

    /// <summary>Makes a language be there, with sentences by their homes ("Stories", "Refusals.Voting") and names.</summary>
    public static void Add(string language, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> sentences)
    {
        lock (Known)
        {
            if (!Known.ContainsKey(language))
            {
                Known.Add(language, Satellite(language, sentences));
            }
        }
    }

    /// <summary>The homes of sentences: "Stories", "Refusals.Voting" …</summary>
    public static IEnumerable<string> Homes() => Words.GetManifestResourceNames()
        .Where(name => name.EndsWith(Suffix, StringComparison.Ordinal))
        .Select(name => name["Participatory.Words.".Length..^Suffix.Length]);

    /// <summary>The English sentences of one home, by their names.</summary>
    public static IEnumerable<KeyValuePair<string, string>> English(string home)
    {
        using var stream = Words.GetManifestResourceStream($"Participatory.Words.{home}{Suffix}")!;
        using var reader = new ResourceReader(stream);
        return [.. reader.Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create((string)entry.Key, (string)entry.Value!))];
    }

    /// <summary>A sentence of the made-up language: each line and each form within brackets, places marked, nothing else changed.</summary>
    public static string Bracketed(string sentence) => string.Join('\n', sentence.Split('\n').Select(line => string.Join(
        " | ", line.Split(" | ").Select(form => string.IsNullOrWhiteSpace(form) ? form
            : Begin + Place().Replace(form, place => PutIn + place.Value + PutInEnd) + End))));

    private static Assembly Satellite(string language, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> sentences)
    {
        var metadata = new MetadataBuilder();
        var name = Words.GetName().Name + Suffix;
        metadata.AddModule(0, metadata.GetOrAddString(name + ".dll"), metadata.GetOrAddGuid(Guid.NewGuid()), default, default);
        metadata.AddAssembly(
            metadata.GetOrAddString(name), Words.GetName().Version!, metadata.GetOrAddString(language), default, default,
                AssemblyHashAlgorithm.None);
        metadata.AddTypeDefinition(
            default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1),
            MetadataTokens.MethodDefinitionHandle(1));
        var resources = new BlobBuilder();
        foreach (var (home, entries) in sentences)
        {
            metadata.AddManifestResource(
                ManifestResourceAttributes.Public, metadata.GetOrAddString($"Participatory.Words.{home}.{language}{Suffix}"), default,
                (uint)resources.Count);
            var bytes = File(entries);
            resources.WriteInt32(bytes.Length);
            resources.WriteBytes(bytes);
            resources.Align(8);
        }

        var image = new BlobBuilder();
        new ManagedPEBuilder(
            PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder(), managedResources: resources)
            .Serialize(image);
        return AssemblyLoadContext.GetLoadContext(Words)!.LoadFromStream(new MemoryStream(image.ToArray()));
    }

    private static byte[] File(IReadOnlyDictionary<string, string> entries)
    {
        using var stream = new MemoryStream();
        using (var writer = new ResourceWriter(stream))
        {
            foreach (var (key, value) in entries)
            {
                writer.AddResource(key, value);
            }

            writer.Generate();
        }

        return stream.ToArray();
    }

    [GeneratedRegex(@"\{[A-Za-z0-9][^{}]*\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Place();
}
