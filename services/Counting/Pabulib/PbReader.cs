using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Participatory.Counting.Elections;

namespace Participatory.Counting.Pabulib;

/// <summary>
/// Reads a <c>.pb</c> file (Pabulib) from a stream: META and PROJECTS at once, then ballot by ballot without keeping them.
/// </summary>
/// <remarks>
/// <para>UTF-8 with or without byte order mark, LF or CRLF, quoted fields as in CSV. The memory it takes is that of the header plus the
/// longest row.
/// White space around fields does not belong to them. Limits stand in <see cref="PbLimits"/>.</para>
/// <para>Source: pabulib.org/format; "Participatory Budgeting: Data, Tools and Analysis" (Faliszewski et al., IJCAI 2023).</para>
/// <para>Every member that reads throws <see cref="PbFormatException"/> at the first thing that cannot be understood, and lets through what
/// the stream throws.
/// The stream stays the caller's, and is not closed. Not for use by two threads at once.</para>
/// </remarks>
public sealed class PbReader
{
    private readonly PbScanner scanner;
    private readonly PbForgiveness forgiveness;
    private readonly PbBallotRow ballot;
    private bool isRead;

    private PbReader(PbScanner scanner, PbForgiveness forgiveness, PbHeader header)
    {
        this.scanner = scanner;
        this.forgiveness = forgiveness;
        Header = header;
        ballot = new PbBallotRow(header, forgiveness);
    }

    /// <summary>META and PROJECTS.</summary>
    public PbHeader Header { get; }

    /// <summary>
    /// What was not as the format wants it and was understood all the same, in the order of the file; the first
    /// <see cref="PbLimits.Forgiven"/> of <see cref="ForgivenCount"/>. Complete when all ballots have been read.
    /// </summary>
    public IReadOnlyList<PbForgiven> Forgiven => forgiveness.List;

    /// <summary>How many things were forgiven so far.</summary>
    public long ForgivenCount => forgiveness.Count;

    /// <summary>Reads META and PROJECTS.</summary>
    /// <param name="stream">The file from its beginning.</param>
    /// <param name="options">Null for <see cref="PbOptions.Default"/>.</param>
    public static PbReader Open(Stream stream, PbOptions? options = null)
    {
        var bytes = new PbScanner(stream);
        var forgiven = new PbForgiveness((options ?? PbOptions.Default).Strict);
        var rows = new PbHeaderRows(options ?? PbOptions.Default, forgiven);
        do
        {
            if (!bytes.Read())
            {
                throw rows.EndedEarly(bytes);
            }
        }
        while (!rows.Take(bytes));

        return new PbReader(bytes, forgiven, rows.ToHeader());
    }

    /// <inheritdoc cref="Open"/>
    /// <param name="stream">The file from its beginning.</param>
    /// <param name="options">Null for <see cref="PbOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<PbReader> OpenAsync(Stream stream, PbOptions? options = null, CancellationToken cancellationToken = default)
    {
        var bytes = new PbScanner(stream);
        var forgiven = new PbForgiveness((options ?? PbOptions.Default).Strict);
        var rows = new PbHeaderRows(options ?? PbOptions.Default, forgiven);
        do
        {
            if (!await bytes.ReadAsync(cancellationToken))
            {
                throw rows.EndedEarly(bytes);
            }
        }
        while (!rows.Take(bytes));

        return new PbReader(bytes, forgiven, rows.ToHeader());
    }

    /// <summary>Reads the ballots, one at a time. Once only.</summary>
    public IEnumerable<PbVote> ReadVotes()
    {
        Begin();
        var votes = new long[Header.Projects.Length];
        while (scanner.Read())
        {
            yield return Vote(votes);
        }

        ballot.CheckTotals(scanner.Line, project => votes[project]);
    }

    /// <inheritdoc cref="ReadVotes"/>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<PbVote> ReadVotesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Begin();
        var votes = new long[Header.Projects.Length];
        while (await scanner.ReadAsync(cancellationToken))
        {
            yield return Vote(votes);
        }

        ballot.CheckTotals(scanner.Line, project => votes[project]);
    }

    /// <summary>
    /// Reads all ballots into an election, without making anything of what stands beside them (voter ids, ages …). A long file is read by
    /// one thread while another puts the ballots together.
    /// </summary>
    public Election ReadElection()
    {
        Begin();
        var hasPoints = Header.VoteType.HasPoints();
        var builder = new ElectionBuilder(Header.Terms, hasPoints ? PbVote.PointScale : 0);
        builder.Expect(Different(), Chosen());
        var first = new PbBallots(hasPoints);
        var hasMore = Fill(first);
        first.AddTo(builder);
        if (hasMore)
        {
            ReadSideBySide(builder, hasPoints);
        }

        var election = builder.Build();
        ballot.CheckTotals(scanner.Line, election.Votes);
        return election;
    }

    private void ReadSideBySide(ElectionBuilder builder, bool hasPoints)
    {
        using var read = new BlockingCollection<PbBallots>(boundedCapacity: 4);
        var emptied = new ConcurrentQueue<PbBallots>();
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(() => FillAll(read, emptied, hasPoints, stop.Token));
        try
        {
            foreach (var ballots in read.GetConsumingEnumerable(CancellationToken.None))
            {
                ballots.AddTo(builder);
                emptied.Enqueue(ballots);
            }
        }
        finally
        {
            // The stream is the caller's: nobody may be reading it any more when this has ended, however it ends.
            stop.Cancel();
            Task.WaitAny(reading);
        }

        reading.GetAwaiter().GetResult();
    }

    private void FillAll(BlockingCollection<PbBallots> read, ConcurrentQueue<PbBallots> emptied, bool hasPoints, CancellationToken stop)
    {
        try
        {
            for (var hasMore = true; hasMore;)
            {
                var ballots = emptied.TryDequeue(out var known) ? known : new PbBallots(hasPoints);
                hasMore = Fill(ballots);
                read.Add(ballots, stop);
            }
        }
        finally
        {
            read.CompleteAdding();
        }
    }

    /// <summary>Reads as many ballots as there is room for; false when those were the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Fill(PbBallots ballots)
    {
        ballots.Clear();
        while (!ballots.IsFull)
        {
            var bytes = ballot.TakePlain(scanner.Buffered, ballots, out var rows);
            scanner.Skip(bytes, rows);
            if (ballots.IsFull)
            {
                break;
            }

            if (!scanner.Read())
            {
                return false;
            }

            ballot.Take(scanner);
            ballots.Add(ballot.Choices, ballot.Points);
        }

        return true;
    }

    private void Begin()
    {
        if (isRead)
        {
            throw new InvalidOperationException("The ballots of this file have been read already. Open it again to read them again.");
        }

        isRead = true;
    }

    /// <summary>
    /// As many different ballots as the file says it has, and not more than lines of ordinary length fit into it: what a file says of
    /// itself need not be true.
    /// </summary>
    private int Different() =>
        long.TryParse(Header["num_votes"], NumberStyles.None, CultureInfo.InvariantCulture, out var stated)
            ? (int)Math.Min(stated, Math.Min(scanner.BytesAhead / 16, 1 << 24)) : 0;

    /// <summary>
    /// About as many choices as stand on the ballots: four bytes for each is what ids of two or three digits take. Where it is too few,
    /// room is made later.
    /// </summary>
    private int Chosen() => (int)Math.Min(scanner.BytesAhead / 4, 1 << 28);

    private PbVote Vote(long[] votes)
    {
        ballot.Take(scanner);
        foreach (var project in ballot.Choices)
        {
            votes[project]++;
        }

        return new PbVote(
            scanner.Line, ballot.Choices.ToImmutableArray(), ballot.Points.ToImmutableArray(),
                PbHeaderRows.Texts(scanner, Header.VoteColumns.Length));
    }
}
