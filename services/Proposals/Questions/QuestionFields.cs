using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;

namespace Participatory.Proposals.Questions;

/// <summary>What has to hold of an open question wherever it is written.</summary>
internal static class QuestionFields
{
    /// <summary>Its words, which are open or meant to be closed, and when people may answer.</summary>
    /// <param name="path">Before the names of the fields, such as "question.".</param>
    /// <param name="of">The message that has the words.</param>
    /// <param name="onPurpose">An officer has seen that it is closed, and means it.</param>
    public static Fields Question(
        this Fields fields, string path, IMessage of, string words, Timestamp? open, Timestamp? close, bool onPurpose)
    {
        var (opens, closes) = (Instants.Read(open), Instants.Read(close));
        var closed = onPurpose ? null : ClosedQuestion.In(words);
        return fields.Text(path + "words", of)
            .Require(closed is null, path + "words", closed ?? ProposalsReasons.QuestionAsksYesOrNo)
            .Require(opens is not null, path + "open_time", ProposalsReasons.TimeMissing)
            .Require(closes is not null, path + "close_time", ProposalsReasons.TimeMissing)
            .Require(opens is null || closes is null || opens < closes, path + "close_time", ProposalsReasons.ClosesBeforeItOpens);
    }
}
