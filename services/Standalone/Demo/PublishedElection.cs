using Participatory.Counting.Elections;
using Participatory.Counting.Pabulib;
using Participatory.Counting.Statutes;

namespace Participatory.Standalone.Demo;

/// <summary>A published election from a Pabulib file as a script.</summary>
internal static class PublishedElection
{
    /// <summary>Money is kept in hundredths, as in most currencies.</summary>
    private const int Scale = 2;

    private const string Area = "all";

    /// <exception cref="CannotStart">There is no such file, it cannot be read, or its ballots are of a type that polls do not
    /// have.</exception>
    public static async Task<Script> Read(FileInfo file, CancellationToken cancellation)
    {
        try
        {
            await using var stream = file.OpenRead();
            var reader = await PbReader.OpenAsync(stream, new PbOptions { Scale = Scale }, cancellation);
            var voters = 0;
            await foreach (var _ in reader.ReadVotesAsync(cancellation))
            {
                voters++;
            }

            return Write(file, reader.Header, voters);
        }
        catch (PbFormatException failure)
        {
            throw new CannotStart($"{file.Name}: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart($"{file.FullName} cannot be read. Please check the name of the file.", failure);
        }
    }

    private static Script Write(FileInfo file, PbHeader header, int voters)
    {
        if (header.VoteType is not (VoteType.Approval or VoteType.ChooseOne))
        {
            throw new CannotStart(
                $"{file.Name} has ballots of type {header["vote_type"]}. Polls can hold approval and choose-1 ballots so far.");
        }

        var place = string.Join(
            " ", new[] { header["unit"], header["subunit"], header["instance"] }.Where(part => !string.IsNullOrWhiteSpace(part)));
        var currency = header["currency"] is { Length: 3 } named ? named.ToUpperInvariant() : "EUR";
        return new Script
        {
            RoundId = Slug(Path.GetFileNameWithoutExtension(file.Name)),
            Title = place.Length > 0 ? place : header["description"] ?? file.Name,
            Description = header["description"] ?? "",
            Currency = currency,
            ImportedFrom = $"{file.Name} (pabulib.org)",
            Areas = [new ScriptArea(Area, header["subunit"] ?? header["unit"] ?? "Everybody", header.Budget)],
            Ideas = [.. header.Projects.Select((project, at) => Idea(header, project.Project, at))],
            Knapsack = false,
            Rule = Statute.NearestTo(header["rule"]),
            MaxLength = 0,
            Voters = voters,
            Ballots = () => Ballots(file),
        };
    }

    private static ScriptIdea Idea(PbHeader header, Project project, int at) => new(
        project.Id,
        Area,
        project.Name is { Length: > 0 } name ? name : $"Project {project.Id}",
        project.Name is { Length: > 0 } words ? words : $"Project {project.Id}",
        header.Field(at, "target") ?? "",
        project.Cost,
        project.Cost,
        Infeasible: "",
        Supporters: 0);

    private static IEnumerable<ScriptBallot> Ballots(FileInfo file)
    {
        using var stream = file.OpenRead();
        var reader = PbReader.Open(stream, new PbOptions { Scale = Scale });
        foreach (var vote in reader.ReadVotes())
        {
            yield return new ScriptBallot(Area, [.. vote.Choices]);
        }
    }

    // The first 40 letters and digits of the file's name, in the form that ids have.
    private static string Slug(string name)
    {
        var letters = name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-').ToArray();
        var words = new string(letters).Split('-', StringSplitOptions.RemoveEmptyEntries);
        var slug = string.Join('-', words);
        return slug.Length <= 60 ? slug : slug[..60].TrimEnd('-');
    }
}
