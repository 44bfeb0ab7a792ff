namespace Participatory.Platform.Messaging;

/// <summary>A message on its way.</summary>
/// <param name="MessageId">Unique for ever; consumers remember it.</param>
/// <param name="Type">As <see cref="MessageTypes.NameOf"/> says.</param>
/// <param name="Body">JSON.</param>
/// <param name="TraceParent">W3C trace context of whoever published it; may be empty.</param>
public sealed record Envelope(string MessageId, string Type, string Body, string TraceParent);
