using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Participatory.Tests.Unit.StandIns;

/// <summary>What an assembly offers to another one that may be its friend: every type and member that the other can reach.</summary>
internal sealed class OfferedSurface
{
    private static readonly SignatureText Signatures = new();
    private readonly Dictionary<string, TypeDefinitionHandle> _types = new(StringComparer.Ordinal);
    private readonly MetadataReader _reader;
    private readonly bool _friend;

    private OfferedSurface(MetadataReader reader, string asker)
    {
        _reader = reader;
        _friend = Friends(reader).Contains(asker, StringComparer.Ordinal);
        foreach (var handle in reader.TypeDefinitions)
        {
            if (IsReachable(handle))
            {
                _types.Add(SignatureText.NameOf(reader, handle), handle);
            }
        }
    }

    /// <summary>What the assembly at this place offers to the assembly with the name <paramref name="asker"/>.</summary>
    public static OfferedSurface Of(string path, string asker)
    {
        var image = new PEReader([.. File.ReadAllBytes(path)]);
        return new OfferedSurface(image.GetMetadataReader(), asker);
    }

    public bool HasType(string name) => _types.ContainsKey(name);

    /// <summary>Whether the type or a class that it derives from has a method with this name and exactly this signature.</summary>
    public bool HasMethod(string type, string name, string signature) =>
        _types.TryGetValue(type, out var handle) && (
            _reader.GetTypeDefinition(handle).GetMethods().Select(_reader.GetMethodDefinition).Any(method =>
                IsReachable(method.Attributes)
                && _reader.StringComparer.Equals(method.Name, name)
                && SignatureText.Of(method.DecodeSignature(Signatures, null)) == signature)
            || (BaseOf(handle) is { } parent && HasMethod(parent, name, signature)));

    /// <summary>Whether the type has a field with this name and exactly this type.</summary>
    public bool HasField(string type, string name, string fieldType) =>
        _types.TryGetValue(type, out var handle)
        && _reader.GetTypeDefinition(handle).GetFields().Select(_reader.GetFieldDefinition).Any(field =>
            IsReachable((MethodAttributes)(field.Attributes & FieldAttributes.FieldAccessMask))
            && _reader.StringComparer.Equals(field.Name, name)
            && field.DecodeSignature(Signatures, null) == fieldType);

    private static IEnumerable<string> Friends(MetadataReader reader)
    {
        foreach (var attribute in reader.GetAssemblyDefinition().GetCustomAttributes().Select(reader.GetCustomAttribute))
        {
            if (attribute.Constructor.Kind == HandleKind.MemberReference
                && reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } type
                && SignatureText.NameOf(reader, (TypeReferenceHandle)type) == "System.Runtime.CompilerServices.InternalsVisibleToAttribute")
            {
                var value = reader.GetBlobReader(attribute.Value);
                value.ReadUInt16();
                yield return value.ReadSerializedString()!.Split(',')[0];
            }
        }
    }

    private string? BaseOf(TypeDefinitionHandle handle)
    {
        var parent = _reader.GetTypeDefinition(handle).BaseType;
        return parent.Kind == HandleKind.TypeDefinition && !parent.IsNil ? SignatureText.NameOf(_reader, (TypeDefinitionHandle)parent) : null;
    }

    private bool IsReachable(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NotPublic => _friend,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem => IsReachable(type.GetDeclaringType()),
            TypeAttributes.NestedAssembly or TypeAttributes.NestedFamANDAssem => _friend && IsReachable(type.GetDeclaringType()),
            _ => false,
        };
    }

    private bool IsReachable(MethodAttributes attributes) => (attributes & MethodAttributes.MemberAccessMask) switch
    {
        MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem => true,
        MethodAttributes.Assembly or MethodAttributes.FamANDAssem => _friend,
        _ => false,
    };
}
