using Google.Protobuf;
using Participatory.Platform.Calls;

namespace Participatory.Proposals.Opera;

/// <summary>What has to hold of notes, whoever wrote them.</summary>
internal static class OperaFields
{
    /// <summary>All of them, and each by itself.</summary>
    /// <param name="of">The message that has them.</param>
    public static Fields Notes(this Fields fields, IMessage of, int count, int most)
    {
        fields.Require(count <= most, "notes", ProposalsReasons.OperaNotesTooMany, ("max", most));
        for (var at = 0; at < count; at++)
        {
            fields.Text($"notes[{at}]", of);
        }

        return fields;
    }
}
