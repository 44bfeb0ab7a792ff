using System.Security.Cryptography;
using System.Text;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>A migration that has landed in a version that is out is never edited: eng/migrations.txt knows it by its checksum.</summary>
public sealed class FrozenMigrationTests
{
    private static readonly (string Path, string Text)[] MadeUp =
        [("services/A/Migrations/0001_a.sql", "CREATE TABLE a (b {id});\n"), ("services/A/Migrations/0002_c.sql", "-- c\n")];

    [Fact]
    public void Migrations_are_as_they_landed()
    {
        var migrations = OurCode.Sources("*.sql", "services", "gateway")
            .Select(path => (Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'), File.ReadAllText(path)))
            .ToList();
        var frozen = File.ReadAllLines(Path.Combine(Repository.Root, "eng", "migrations.txt"));

        Assert.True(migrations.Count > 10, "The migrations were not found.");
        Assert.Empty(Faults(ProductVersion.Current, frozen, migrations));
    }

    [Fact]
    public void An_edited_a_missing_and_a_new_migration_are_named_once_a_version_is_out()
    {
        var frozen = MadeUp.Select(one => $"{Checksum(one.Text)}  {one.Path}").Prepend("# Why.").ToList();
        Assert.Empty(Faults("0.1.0", frozen, MadeUp));
        Assert.Empty(
            Faults("0.1.0", frozen, [(MadeUp[0].Path, MadeUp[0].Text.Replace("\n", "\r\n", StringComparison.Ordinal)), MadeUp[1]]));

        Assert.Contains("0001_a.sql was edited", Assert.Single(
            Faults("0.1.0", frozen, [(MadeUp[0].Path, "CREATE TABLE a (b {text});\n"), MadeUp[1]])), StringComparison.Ordinal);
        Assert.Contains("0001_a.sql is gone", Assert.Single(Faults("0.1.0", frozen, [MadeUp[1]])), StringComparison.Ordinal);
        Assert.Contains("0002_c.sql is not in eng/migrations.txt", Assert.Single(Faults("0.1.0", frozen[..2], MadeUp)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Before_the_first_version_is_out_migrations_may_be_edited_and_none_is_frozen()
    {
        Assert.Empty(Faults("0.1.0-dev", ["# Nothing is out."], MadeUp));
        Assert.NotEmpty(Faults("0.1.0", ["# Nothing is out."], MadeUp));
        Assert.NotEmpty(Faults("0.2.0-dev", ["# Nothing is out."], MadeUp));
    }

    private static List<string> Faults(string version, IEnumerable<string> frozen, IReadOnlyList<(string Path, string Text)> migrations)
    {
        var landed = frozen.Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split("  ", 2))
            .ToDictionary(line => line[1], line => line[0], StringComparer.Ordinal);
        var now = migrations.ToDictionary(one => one.Path, one => Checksum(one.Text), StringComparer.Ordinal);
        List<string> faults =
        [
            .. landed.Keys.Except(now.Keys).Select(path => $"{path} is gone. Databases remember it; put it back."),
            .. landed.Where(line => now.TryGetValue(line.Key, out var checksum) && checksum != line.Value)
                .Select(line =>
                    $"{line.Key} was edited after it landed. Put it back as it was and add a new migration (eng/decisions/0008)."),
        ];
        if (ProductVersion.IsAnyOut(version))
        {
            faults.AddRange(now.Where(one => !landed.ContainsKey(one.Key))
                .Select(one => $"{one.Key} is not in eng/migrations.txt. Please add this line:\n{one.Value}  {one.Key}"));
        }

        return faults;
    }

    // Of the text with Unix line ends, as the migrator takes it.
    private static string Checksum(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))));
}
