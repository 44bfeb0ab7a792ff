using Microsoft.Data.Sqlite;
using Participatory.Standalone.Backups;

namespace Participatory.Tests.Service.AtTheDoor.Rights;

/// <summary>The list of who was forgotten goes from data to backups and back, whatever was torn off of either.</summary>
public sealed class ForgottenListTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("participatory-forgotten-").FullName;
    private readonly List<string> ids = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid().ToString())];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(0, "", 0, "")]
    [InlineData(36, "", 36, "")]
    [InlineData(36, "\n", 36, "")]
    [InlineData(20, "", 20, "")]
    [InlineData(36, "", 0, "")]
    [InlineData(1, "", 36, "\n")]
    [InlineData(36, "\r\n", 35, "\r\n")]
    public void A_torn_last_line_of_either_list_joins_no_other_and_loses_none(int ours, string oursEnd, int beside, string besideEnd)
    {
        var (data, backups) = (Folder("data"), Folder("backups"));
        using (var database = new SqliteConnection($"Data Source={Path.Combine(data, "people.db")};Pooling=False"))
        {
            database.Open();
            using var command = new SqliteCommand("CREATE TABLE something (id INTEGER)", database);
            command.ExecuteNonQuery();
        }

        File.WriteAllText(Path.Combine(data, "forgotten.txt"), $"{ids[0]}\n{ids[1][..ours]}{oursEnd}");
        File.WriteAllText(Path.Combine(backups, "forgotten.txt"), $"{ids[2]}\n{ids[3][..beside]}{besideEnd}");

        Backup.Take(data, Path.Combine(backups, "monday"));
        List<string> known = [ids[0], ids[2], .. ours == 36 ? [ids[1]] : (string[])[], .. beside == 36 ? [ids[3]] : (string[])[]];
        Assert.Equal(known.Order(StringComparer.Ordinal), Listed(backups));
        Backup.Restore(Path.Combine(backups, "monday"), Folder("restored"));
        Assert.Equal(known.Order(StringComparer.Ordinal), Listed(Path.Combine(folder, "restored")));

        // Once more changes nothing.
        Backup.Take(Path.Combine(folder, "restored"), Path.Combine(backups, "tuesday"));
        Assert.Equal(known.Order(StringComparer.Ordinal), Listed(backups));
    }

    // Each of them on a line of its own and once; what was torn is nobody.
    private static IEnumerable<string> Listed(string folder) => File.ReadAllLines(Path.Combine(folder, "forgotten.txt"))
        .Where(line => Guid.TryParseExact(line.Trim(), "D", out _)).Select(line => line.Trim()).Order(StringComparer.Ordinal);

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
}
