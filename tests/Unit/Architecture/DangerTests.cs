using System.Text.RegularExpressions;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>
/// What opens doors in other people's programs is not in ours, or in the one place that is named here. eng/security/ASVS.md leans on these.
/// </summary>
public sealed partial class DangerTests
{
    private static readonly string[] Programs = ["services", "gateway"];

    [Fact]
    public void Nothing_writes_HTML_past_what_encodes_it() =>
        // Parts that are encoded already are put together; no text is.
        Assert.Empty(Found(
            @"Html\.Raw|\bHtmlString\b|SetHtmlContent|(AppendHtml|WriteLiteral)\((\$|@?""|[\w.]*\.(Text|Label|Hint|Title)\b)"));

    [Fact]
    public void No_script_makes_code_or_HTML_of_words() => Assert.Empty(
        Found(@"\beval\(|new Function|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|postMessage|setTimeout\(\s*[""'`]",
            ["*.js"]));

    [Fact]
    public void Nothing_starts_another_program() => Assert.Empty(Found(@"\bProcess\.Start\b|ProcessStartInfo"));

    [Fact]
    public void Nothing_reads_XML_or_makes_types_of_what_it_reads() => Assert.Empty(Found(
        @"XmlReader|XDocument|XElement|XmlDocument|XmlSerializer|XPath|DataContractSerializer|BinaryFormatter|TypeNameHandling|"
            + @"JsonPolymorphic|JsonDerivedType|\bType\.GetType\(|Activator\.CreateInstance"));

    [Fact]
    public void Nothing_asks_an_address_but_the_provider_in_the_settings() => Assert.Equal(
        // Services call each other over gRPC, and People the mail server, at addresses in the settings, too.
        ["services/People/SignIn/OpenIdProvider.cs"],
        Found(@"\bHttpClient\b(?!\.)|WebRequest|IHttpClientFactory|\bTcpClient\b|new Socket\(").Select(FileOf).Distinct());

    [Fact]
    public void What_we_ask_is_told_to_nobody_else_by_a_redirect()
    {
        var clients = Sources(["*.cs"]).SelectMany(source => Client().Matches(source.Text).Select(match => (source.Place, match.Value)))
            .ToList();
        // Our services, the provider as the pages ask it, and as People does.
        Assert.Equal(3, clients.Count);
        Assert.All(clients, client => Assert.Contains("AllowAutoRedirect = false", client.Value, StringComparison.Ordinal));
        Assert.Empty(Found(@"new HttpClient\(\)|new\(\) \{ Timeout"));
    }

    [Fact]
    public void Where_an_address_says_to_go_next_is_a_path_of_ours_by_one_rule()
    {
        Assert.Equal(["gateway/Security/Landing.cs"], Found(@"\bIsLocalUrl\b").Select(FileOf).Distinct());
        Assert.Empty(Found(@"Redirect\((?=.*\bReturn\b)(?!.*\bLanding\.Of\()|href=""@(Model\.)?Return\b"));
        Assert.Single(Found(@"Redirect\((?=.*\bReturn\b)(?!.*\bLanding\.Of\()", [("x.cs", "return Redirect(Return);")]));
    }

    [Fact]
    public void No_pattern_is_made_of_words_and_each_has_a_limit_of_time()
    {
        Assert.Empty(Found(@"new Regex\(|\bRegex\.(IsMatch|Match|Matches|Replace|Split|Count)\("));
        var patterns = Sources(["*.cs"]).SelectMany(source => Pattern().Matches(source.Text).Select(match => (source.Place, match.Value)))
            .ToList();
        Assert.True(patterns.Count > 20, "The patterns were not found.");
        Assert.Empty(patterns.Where(pattern => !Limit().IsMatch(pattern.Value)).Select(pattern => pattern.Place));
    }

    [Fact]
    public void What_nobody_may_guess_is_random_and_no_weak_cipher_or_hash_is_used()
    {
        Assert.Empty(Found(@"\b(MD5|SHA1|HMACMD5|HMACSHA1|TripleDES|DES|RC2)\b(?!\w)|HashAlgorithmName\.(MD5|SHA1)|CipherMode|"
            + @"RSASignaturePadding\.Pkcs1|RSAEncryptionPadding\.Pkcs1"));
        Assert.Equal(
            // How long to wait before something is tried again, and how many people of the demonstration do what.
            ["services/Platform/Storage/Again.cs", "services/Standalone/Demo"],
            Found(@"\bnew Random\(|\bRandom\.Shared\b").Select(FileOf)
                .Select(file => file.StartsWith("services/Standalone/Demo/", StringComparison.Ordinal) ? "services/Standalone/Demo" : file)
                .Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("@Html.Raw(idea.Words)", @"Html\.Raw")]
    [InlineData("using var hash = MD5.Create();", @"\bMD5\b")]
    public void What_is_not_allowed_would_be_seen(string line, string pattern) => Assert.Single(Found(pattern, [("x.cs", $"\n{line}")]));

    /// <summary>Where it is, as file:line; comments do not count.</summary>
    private static List<string> Found(string pattern, string[]? files = null) => Found(pattern, Sources(files ?? ["*.cs", "*.cshtml"]));

    private static List<string> Found(string pattern, IEnumerable<(string Place, string Text)> sources) =>
        [.. from source in sources
            from line in source.Text.Split('\n').Index()
            where !line.Item.TrimStart().StartsWith("//", StringComparison.Ordinal)
                && Regex.IsMatch(line.Item, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            select $"{source.Place}:{line.Index + 1} {line.Item.Trim()}"];

    private static string FileOf(string place) => place.Split(':')[0];

    private static IEnumerable<(string Place, string Text)> Sources(string[] patterns)
    {
        var found = patterns.SelectMany(pattern => OurCode.Sources(pattern, Programs)).ToList();
        Assert.NotEmpty(found);
        return found.Select(path => (Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'), File.ReadAllText(path)));
    }

    [GeneratedRegex(@"new (SocketsHttpHandler|HttpClientHandler)\b[^;]*;", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Client();

    [GeneratedRegex(@"\[GeneratedRegex\(.*?\)\]\s*\n\s*(private|internal|public)",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();

    [GeneratedRegex(@",\s*(matchTimeoutMilliseconds:\s*)?1_?000\)\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Limit();
}
