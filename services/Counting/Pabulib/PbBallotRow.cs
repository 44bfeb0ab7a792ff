using System.Globalization;
using System.Text;
using Participatory.Counting.Elections;

namespace Participatory.Counting.Pabulib;

/// <summary>Reads the ballot in a row of VOTES into arrays that are used again for the next row.</summary>
internal sealed partial class PbBallotRow
{
    private readonly PbHeader header;
    private readonly PbForgiveness forgiveness;
    private readonly Dictionary<byte[], ushort>.AlternateLookup<ReadOnlySpan<byte>> projects;
    private readonly int voteColumn;
    private readonly int pointsColumn;
    private readonly int[] seenAt;
    private readonly ushort[] choices;
    private readonly long[] points;
    private int seen;
    private int count;
    private long ballots;

    public PbBallotRow(PbHeader header, PbForgiveness forgiveness)
    {
        this.header = header;
        this.forgiveness = forgiveness;
        var byId = new Dictionary<byte[], ushort>(new ByBytes());
        for (var project = 0; project < header.Projects.Length; project++)
        {
            byId.Add(Encoding.UTF8.GetBytes(header.Projects[project].Project.Id), (ushort)project);
        }

        projects = byId.GetAlternateLookup<ReadOnlySpan<byte>>();
        voteColumn = header.VoteColumns.IndexOf("vote");
        pointsColumn = header.VoteType.HasPoints() ? header.VoteColumns.IndexOf("points") : -1;
        seenAt = new int[header.Projects.Length];
        choices = new ushort[header.Projects.Length];
        points = new long[pointsColumn < 0 ? 0 : choices.Length];
    }

    public ReadOnlySpan<ushort> Choices => choices.AsSpan(0, count);

    public ReadOnlySpan<long> Points => pointsColumn < 0 ? [] : points.AsSpan(0, count);

    public void Take(PbScanner row)
    {
        seen++;
        count = 0;
        if (row.TrailingAfterQuote is >= 0 and var trailing)
        {
            forgiveness.Forgive(row, trailing, null, "Text follows a closing quotation mark; it was taken as part of the field.");
        }

        if (row.Count > header.VoteColumns.Length)
        {
            RefuseMore(row);
        }

        TakeChoices(row);
        if (header.VoteType == VoteType.ChooseOne && count > 1)
        {
            forgiveness.Forgive(row, voteColumn, "vote", $"A choose-1 ballot names {count} projects; all of them were counted.");
        }

        ballots++;
    }

    /// <summary>Compares what the file says about itself with what was read.</summary>
    /// <param name="lastLine">Where the file ends.</param>
    /// <param name="votesOf">How many ballots name a project.</param>
    public void CheckTotals(int lastLine, Func<int, long> votesOf)
    {
        CheckTotal(lastLine, "num_projects", header["num_projects"], header.Projects.Length);
        CheckTotal(lastLine, "num_votes", header["num_votes"], ballots);
        if (!header.ProjectColumns.Contains("votes"))
        {
            return;
        }

        for (var project = 0; project < header.Projects.Length; project++)
        {
            var stated = header.Field(project, "votes");
            if (long.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number != votesOf(project))
            {
                var id = header.Projects[project].Project.Id;
                forgiveness.Forgive(lastLine, 1, "votes",
                    $"PROJECTS says {number} votes for {id}, and {votesOf(project)} ballots name it; the ballots count.");
            }
        }
    }

    private void CheckTotal(int lastLine, string key, string? stated, long found)
    {
        if (long.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number != found)
        {
            forgiveness.Forgive(lastLine, 1, key, $"META says {key} is {number}, and there are {found}; what is there counts.");
        }
    }

    private void TakeChoices(PbScanner row)
    {
        var vote = row[voteColumn];
        var given = pointsColumn < 0 ? [] : row[pointsColumn];
        var at = 0;
        var pointsAt = 0;
        while (at < vote.Length)
        {
            var id = Item(vote, ref at, out var offset);
            var point = pointsColumn < 0 ? 0 : Point(row, given, ref pointsAt);
            if (id.Length == 0)
            {
                forgiveness.Forgive(row, voteColumn, "vote", "An id is missing between commas; it was left out.", offset);
                continue;
            }

            if (!projects.TryGetValue(id, out var project))
            {
                throw row.Error(voteColumn, "vote", $"No project has the id \"{PbScanner.Shorten(id)}\".", offset);
            }

            if (seenAt[project] == seen)
            {
                forgiveness.Forgive(
                    row, voteColumn, "vote", $"The ballot names project {PbScanner.Shorten(id)} twice; it was counted once.", offset);
                continue;
            }

            seenAt[project] = seen;
            if (pointsColumn >= 0)
            {
                points[count] = point;
            }

            choices[count++] = project;
        }

        if (pointsAt < given.Length)
        {
            throw row.Error(pointsColumn, "points", "There are more points than projects on this ballot.", pointsAt);
        }
    }

    private static ReadOnlySpan<byte> Item(ReadOnlySpan<byte> list, ref int at, out int offset)
    {
        var length = list[at..].IndexOf((byte)',');
        var item = length < 0 ? list[at..] : list.Slice(at, length);
        var trimmed = item.TrimStart((byte)' ');
        offset = at + item.Length - trimmed.Length;
        at = length < 0 ? list.Length : at + length + 1;
        return trimmed.TrimEnd((byte)' ');
    }

    private long Point(PbScanner row, ReadOnlySpan<byte> given, ref int at)
    {
        if (at >= given.Length)
        {
            throw row.Error(pointsColumn, "points", "There are fewer points than projects on this ballot.", given.Length);
        }

        var text = Item(given, ref at, out var offset);
        if (PbDecimal.Read(text, out var mantissa, out var decimals) is { } complaint)
        {
            throw row.Error(pointsColumn, "points", complaint, offset);
        }

        if (decimals > PbVote.PointScale || !PbDecimal.TryScale(mantissa, PbVote.PointScale - decimals, out var point))
        {
            throw row.Error(pointsColumn, "points",
                $"{PbScanner.Shorten(text)} points are too many or have more than {PbVote.PointScale} decimals.", offset);
        }

        return point;
    }

    private void RefuseMore(PbScanner row)
    {
        var columns = header.VoteColumns.Length;
        for (var field = columns; field < row.Count; field++)
        {
            if (row[field].Length > 0)
            {
                throw row.Error(field, null, $"This line has {row.Count} fields and VOTES has only {columns} columns.");
            }
        }

        forgiveness.Forgive(row, columns, null, "The line ends with empty fields too many; they were left out.");
    }

    // The hash is seeded anew in each process, so that nobody can prepare ids that collide.
    private sealed class ByBytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
