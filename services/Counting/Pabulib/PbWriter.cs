using System.Buffers;

namespace Participatory.Counting.Pabulib;

/// <summary>
/// Writes a <c>.pb</c> file: the header, then ballot by ballot. What <see cref="PbReader"/> read comes out as an equivalent file: the same
/// keys, columns and texts in the same order, with LF line ends and quotation marks only where they are needed.
/// </summary>
/// <param name="text">Where to write; the caller's, flushed and closed by the caller. Give it UTF-8 and a line feed does the rest.</param>
public sealed class PbWriter(TextWriter text)
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(";\"\r\n");

    /// <summary>Writes META, PROJECTS and the column names of VOTES.</summary>
    /// <param name="header">As read, or from <see cref="PbHeader.Create"/>.</param>
    public void WriteHeader(PbHeader header) =>
        WriteHeader(header.Meta, header.ProjectColumns, header.Projects.Select(project => (IReadOnlyList<string>)project.Fields),
            header.VoteColumns);

    /// <summary>Writes a ballot.</summary>
    /// <param name="fields">One text for each of the header's vote columns.</param>
    public void WriteVote(IReadOnlyList<string> fields) => WriteRow(fields);

    internal void WriteHeader(
        IEnumerable<KeyValuePair<string, string>> meta,
        IReadOnlyList<string> projectColumns,
        IEnumerable<IReadOnlyList<string>> projects,
        IReadOnlyList<string> voteColumns)
    {
        text.Write("META\nkey;value\n");
        foreach (var (key, value) in meta)
        {
            WriteRow([key, value]);
        }

        text.Write("PROJECTS\n");
        WriteRow(projectColumns);
        foreach (var project in projects)
        {
            WriteRow(project);
        }

        text.Write("VOTES\n");
        WriteRow(voteColumns);
    }

    private void WriteRow(IReadOnlyList<string> fields)
    {
        for (var field = 0; field < fields.Count; field++)
        {
            if (field > 0)
            {
                text.Write(';');
            }

            WriteField(fields[field]);
        }

        // An empty line would be no row at all.
        if (fields.Count == 1 && fields[0].Length == 0)
        {
            text.Write("\"\"");
        }

        text.Write('\n');
    }

    private void WriteField(string field)
    {
        if (!field.AsSpan().ContainsAny(NeedQuotes))
        {
            text.Write(field);
            return;
        }

        text.Write('"');
        text.Write(field.Replace("\"", "\"\"", StringComparison.Ordinal));
        text.Write('"');
    }
}
