"""Random JSON-e templates and contexts, and what PyPI's json-e makes of them.

    jsone_cases.py SEED COUNT

writes COUNT lines of JSON: {"seed", "template", "context"} with "result", or with "error" and "text". The same arguments
write the same lines. A case is made from its own seed, so that one can be made again alone: jsone_cases.py SEED 1.

Templates are made by type, so that most of them evaluate to something; then and again a part of a wrong type, an unknown
name or a broken expression is put in. What is Python's own habit is kept out, because the specification does not have
it: booleans equal to 0 and 1 or used as indices, broken expressions that it takes (`a[1 2]`, `false && (1 +)`), whole
floats as text or as indices, the order of an int and a float, numbers beyond 2**53, `None` as text, min and max of one
number, and functions as text. Nor does `$find` look for text: PyPI's json-e evaluates what was found once more, as a
template.
"""

import json
import random
import re
import sys

import jsone

NOW = "2017-01-19T16:27:20.974Z"
NAMES = ["a", "b", "c", "key", "x", "y", "item_1", "Name"]
KEYS = ["a", "b", "key", "name", "é", "two words", "z-9", "Id", "$$odd", "_x"]
FIELDS = ["a", "b", "key", "name", "Id", "_x"]
TEXTS = ["", "a", "abc", "Hello World", " x ", "é", "e\u0301", "😁b", "a,b,c", "1", "ß", "$", "{x}", "\t\n", "中文", "$a", "Σ"]
OFFSETS = ["", "1 day", "2 hours", "-3 weeks", "1y2mo3w4d5h6m7s", "1 m", "30 sec", "+ 1 h", "x", "1 d 1 y", " 2 days "]
SCALARS = ["int", "str", "bool", "null"]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.faults = self.random.choice([0, 0, 0.01, 0.04])

    def chance(self, p):
        return self.random.random() < p

    def one(self, options):
        return self.random.choice(options)

    # Types: "int", "num" (may be a whole float), "str", "bool", "null", ("arr", type), ("obj", {field: type})

    def type(self, depth, scalars=SCALARS):
        if depth <= 0 or self.chance(0.5):
            return self.one(scalars)
        if self.chance(0.5):
            return ("arr", self.type(depth - 1, scalars))
        fields = self.random.sample(FIELDS, self.random.randrange(0, 4))
        return ("obj", {field: self.type(depth - 1, scalars) for field in fields})

    def value(self, type):
        if type == "int":
            return self.random.randrange(-5, 30)
        if type == "num":
            return self.random.randrange(-40, 40) + 0.25
        if type == "str":
            return self.one(TEXTS)
        if type == "bool":
            return self.chance(0.5)
        if type == "null":
            return None
        if type[0] == "arr":
            return [self.value(type[1]) for _ in range(self.random.randrange(0, 4))]
        return {field: self.value(inner) for field, inner in type[1].items()}

    # Expressions

    def expression(self, type, env, depth):
        """The source of an expression of a type; sometimes of another."""
        if self.chance(self.faults):
            return self.fault(env, depth)
        if depth <= 0 or self.chance(0.15):
            return self.leaf(type, env)
        if self.chance(0.2):
            return "(" + self.expression(type, env, depth - 1) + ")"
        kind = type if isinstance(type, str) else type[0]
        return getattr(self, "make_" + kind)(type, env, depth - 1)

    def leaf(self, type, env):
        known = [name for name, found in env.items() if found == type]
        inner = [
            f"{name}{self.one(['.', ' . '])}{field}" if self.chance(0.7) else f"{name}[{self.quote(field)}]"
            for name, found in env.items() if isinstance(found, tuple) and found[0] == "obj"
            for field, of in found[1].items() if of == type
        ]
        if (known or inner) and self.chance(0.7):
            return self.one(known + inner)
        return self.literal(type)

    def literal(self, type):
        if type == "int":
            return str(self.random.randrange(0, 20))
        if type == "num":
            return self.one(["0.5", "2.25", "10.75"])
        if type == "str":
            return self.quote(self.one(TEXTS))
        if type == "bool":
            return self.one(["true", "false"])
        if type == "null":
            return "null"
        if type[0] == "arr":
            return "[" + ", ".join(self.literal(type[1]) for _ in range(self.random.randrange(0, 3))) + "]"
        return "{" + ", ".join(f"{self.field(name)}: {self.literal(of)}" for name, of in type[1].items()) + "}"

    def quote(self, text):
        return f'"{text}"' if self.chance(0.5) else f"'{text}'"

    def field(self, name):
        return self.quote(name) if self.chance(0.3) else name

    def make_int(self, type, env, depth):
        e = self.expression
        return self.one([
            lambda: f"{e('int', env, depth)} {self.one(['+', '-'])} {e('int', env, depth)}",
            lambda: f"{e('int', env, depth)} {self.one(['+', '-'])} {e('int', env, depth)}",
            lambda: f"({e('int', env, depth)}) * {self.random.randrange(0, 4)}",
            lambda: f"{self.one(['-', '+', '- -'])} ({e('int', env, depth)})",
            lambda: f"len({e(self.one(['str', ('arr', 'int'), ('arr', 'str')]), env, depth)})",
            lambda: f"{self.one(['min', 'max'])}({e('int', env, depth)}, {e('int', env, depth)})",
            lambda: f"{self.one(['floor', 'ceil'])}({e('num', env, depth)})",
            lambda: f"abs({e('int', env, depth)})",
            lambda: f"(min)({e('int', env, depth)}, 2)",
            lambda: f"{self.random.randrange(0, 4)} ** {self.random.randrange(0, 4)}",
            lambda: f"{self.operand(('arr', 'int'), env, depth)}[{self.index(env, depth)}]",
        ])()

    def make_num(self, type, env, depth):
        e = self.expression
        return self.one([
            lambda: f"({e('int', env, depth)}) / ({e('int', env, depth)})",
            lambda: f"{e('num', env, depth)} {self.one(['+', '-'])} {e('int', env, depth)}",
            lambda: f"({e('num', env, depth)}) * {self.random.randrange(0, 4)}",
            lambda: f"sqrt(abs({e('num', env, depth)}))",
            lambda: "number(" + self.quote(self.one(["1.5", "-2", "0", "x", "", "1e2", " 3"])) + ")",
            lambda: f"{self.random.randrange(1, 4)} ** (0 - {self.random.randrange(1, 3)})",
        ])()

    def make_str(self, type, env, depth):
        e = self.expression
        return self.one([
            lambda: f"{e('str', env, depth)} + {e('str', env, depth)}",
            lambda: f"str({e(self.one(SCALARS), env, depth)})",
            lambda: f"{self.one(['lowercase', 'uppercase', 'strip', 'lstrip', 'rstrip'])}({e('str', env, depth)})",
            lambda: f"{self.operand('str', env, depth)}[{self.index(env, depth)}]",
            lambda: f"{self.operand('str', env, depth)}[{self.slice(env, depth)}]",
            lambda: f"join({self.clean(('arr', self.one(['str', 'int'])), env, depth)}, {e(self.one(['str', 'int']), env, depth)})",
            lambda: f"typeof({e(self.type(1), env, depth)})",
            lambda: f"fromNow({self.quote(self.one(OFFSETS))}, {self.quote(NOW)})",
            lambda: f"fromNow({self.quote(self.one(OFFSETS))})",
            lambda: f"{self.operand(('arr', 'str'), env, depth)}[{self.index(env, depth)}]",
        ])()

    def make_bool(self, type, env, depth):
        e = self.expression
        order = self.one(["<", "<=", ">", ">="])
        return self.one([
            lambda: f"{e(self.one(SCALARS), env, depth)} {self.one(['||', '&&'])} {e(self.one(SCALARS), env, depth)}",
            lambda: f"{e('bool', env, depth)} {self.one(['||', '&&'])} {e('bool', env, depth)}",
            lambda: f"!({e(self.type(1), env, depth)})",
            lambda: self.same(env, depth),
            lambda: f"({e('num', env, depth)}) {order} ({e('num', env, depth)})",
            lambda: f"({e('int', env, depth)}) {order} ({e('int', env, depth)})",
            lambda: f"({e('str', env, depth)}) {order} ({e('str', env, depth)})",
            lambda: f"{e('str', env, depth)} in {e('str', env, depth)}",
            lambda: f"({e('int', env, depth)}) in {e(('arr', 'int'), env, depth)}",
            lambda: f"{self.quote(self.one(FIELDS))} in {self.leaf(('obj', {'a': 'int'}), env)}",
            lambda: self.one(["min == max", "min == min", "!min", "min in [min]", "min && true"]),
            lambda: f"defined({self.quote(self.one(NAMES + ['min', 'now', 'no such']))})",
        ])()

    def same(self, env, depth):
        one = self.type(2)
        # A boolean beside a number would be equal to 0 or 1.
        other = one if self.chance(0.8) or one == "bool" else self.one(["str", "null", ("arr", "str")])
        a, b = self.expression(one, env, depth), self.expression(other, env, depth)
        return f"({a}) {self.one(['==', '!='])} ({b})"

    def make_null(self, type, env, depth):
        return self.one(["null", "{}['a']", "{b: 1}['none']"])

    def make_arr(self, type, env, depth):
        e = self.expression
        options = [
            lambda: "[" + ", ".join(e(type[1], env, depth) for _ in range(self.random.randrange(0, 4))) + "]",
            lambda: f"{self.operand(type, env, depth)}[{self.slice(env, depth)}]",
        ]
        if type[1] == "int":
            options.append(lambda: f"range({self.random.randrange(-3, 5)}, {self.random.randrange(-3, 9)})")
            options.append(lambda: f"range({self.random.randrange(-3, 9)}, 0, {self.one([1, -1, -2, 3, 0])})")
        if type[1] == "str":
            separator = self.quote(self.one(["", ",", "a", "b", "é"]))
            options.append(lambda: f"split({e('str', env, depth)}, {separator})")
        return self.one(options)()

    def make_obj(self, type, env, depth):
        entries = [f"{self.field(name)}: {self.expression(of, env, depth)}" for name, of in type[1].items()]
        return "{" + ", ".join(entries) + "}"

    def operand(self, type, env, depth):
        source = self.expression(type, env, depth)
        return source if source.isidentifier() else f"({source})"

    def index(self, env, depth):
        if self.chance(0.7):
            return str(self.random.randrange(-3, 3))
        return self.clean("int", env, depth)

    def clean(self, type, env, depth):
        """An expression of a type for sure: Python has an answer for others that is its own."""
        faults, self.faults = self.faults, 0
        source = self.expression(type, env, depth)
        self.faults = faults
        return source

    def slice(self, env, depth):
        def bound():
            return "" if self.chance(0.3) else self.index(env, depth)
        return f"{bound()}:{bound()}"

    def fault(self, env, depth):
        e = self.expression
        return self.one([
            lambda: "nope",
            lambda: e(self.one(["str", "null", ("arr", "str"), ("obj", {"a": "int"})]), env, depth - 1),
            lambda: f"({e(self.one(['int', 'str']), env, depth - 1)}).a",
            lambda: f"({e('str', env, depth - 1)})[{self.quote('a')}]",
            lambda: f"({e(('obj', {'a': 'int'}), env, depth - 1)}).none",
            lambda: f"!({e('bool', env, depth - 1)}).a",
            lambda: f"({e('int', env, depth - 1)})(1)",
            lambda: f"len({e('int', env, depth - 1)})",
            lambda: "len()",
            lambda: self.one(["typeof(min)", "min.a", "min[0]", "-min"]),
            lambda: f"({e('int', env, depth - 1)}) / 0",
            lambda: self.one(["(1", "[1,,2]", "{a 1}", "'open", "a b", "@", "1 'a'", "a.", "f(", "5 = 5", "1 & 2"]),
        ])()

    # Templates

    def template(self, type, env, depth):
        """A template that evaluates to a type."""
        if depth <= 0 or self.chance(0.1):
            return self.template_leaf(type, env)
        if self.chance(0.35):
            return self.form(type, env, depth - 1)
        kind = type if isinstance(type, str) else type[0]
        return getattr(self, "template_" + kind, self.template_scalar)(type, env, depth - 1)

    def template_leaf(self, type, env):
        if self.chance(self.faults / 2):
            return {"$eval": self.one(["min", "[1, max]", "{a: len}", "[[typeof]]"])}
        if self.chance(0.3):
            return {"$eval": self.expression(type, env, 1)}
        value = self.value(type)
        return escaped(value)

    def condition(self, env, depth):
        return self.expression("bool" if self.chance(0.7) else self.type(1), env, min(depth, 2))

    def form(self, type, env, depth):
        """What evaluates to any type."""
        t = self.template
        return self.one([
            lambda: {"$eval": self.expression(type, env, 3)},
            lambda: {"$if": self.condition(env, depth), "then": t(type, env, depth), "else": t(type, env, depth)},
            lambda: self.let(type, env, depth),
            lambda: self.switch(type, env, depth),
        ])()

    def let(self, type, env, depth):
        names = self.random.sample(NAMES + (["now"] if self.chance(0.1) else []), self.random.randrange(0, 3))
        types = {name: self.type(2) for name in names}
        if "now" in types:
            types["now"] = "str"
        values = {name: self.template(of, env, depth - 1) for name, of in types.items()}
        if "now" in values:
            values["now"] = NOW
        for name in values:
            if self.chance(0.05):
                values[name] = {"$if": self.condition(env, 1), "then": values[name]}
        if self.chance(0.1) and types:
            first = next(iter(types))
            values["${'" + first + "'}"] = values.pop(first)
        if self.chance(0.1) and all(isinstance(of, str) for of in types.values()) and "now" not in types:
            values = {"$eval": "{" + ", ".join(f"{n}: {self.expression(of, env, 1)}" for n, of in types.items()) + "}"}
        return {"$let": values, "in": self.template(type, {**env, **types}, depth)}

    def switch(self, type, env, depth):
        cases = {self.condition(env, 1): self.template(type, env, depth - 1) for _ in range(self.random.randrange(0, 3))}
        if self.chance(0.8):
            cases["$default"] = self.template(type, env, depth - 1)
        return {"$switch": cases}

    def template_scalar(self, type, env, depth):
        if type == "int" and self.chance(0.5):
            element, body = self.one([("int", "acc + x"), ("str", "acc + len(x)")])
            return {
                "$reduce": self.template(("arr", element), env, depth), "initial": self.value("int"),
                self.one(["each(acc,x)", "each(acc, x)", "each(acc, x, i)"]): {"$eval": body},
            }
        return {"$eval": self.expression(type, env, 3)}

    template_int = template_bool = template_null = template_scalar

    def template_str(self, type, env, depth):
        t = self.template
        return self.one([
            lambda: self.text(env),
            lambda: self.text(env),
            lambda: {"$json": t(self.type(2), env, depth)},
            lambda: {"$fromNow": self.one(OFFSETS), **({"from": NOW} if self.chance(0.5) else {})},
            lambda: {"$eval": self.expression("str", env, 3)},
        ])()

    def text(self, env):
        parts = []
        for _ in range(self.random.randrange(1, 4)):
            parts.append(self.one(["", "a", "é ", "}", "$ ", "$${x}", "{", " - "]))
            of = self.type(1) if self.chance(self.faults) else self.one(SCALARS)
            parts.append("${" + self.one(["", " "]) + self.expression(of, env, 2) + "}")
        return "".join(parts)

    def optional(self, type, env, depth):
        """A template that may evaluate to nothing."""
        if self.chance(0.8):
            return self.template(type, env, depth)
        if self.chance(0.3) and type in ("int", "bool", "null"):
            array = self.template(("arr", type), env, depth - 1)
            if self.chance(0.3):
                return {"$find": array, "each(x,i)": self.condition({**env, "x": type, "i": "int"}, 1)}
            return {"$find": array, "each(x)": self.condition({**env, "x": type}, 1)}
        return {"$if": self.condition(env, 1), self.one(["then", "else"]): self.template(type, env, depth - 1)}

    def template_arr(self, type, env, depth):
        t = self.template
        of = type[1]
        source = self.type(1)
        return self.one([
            lambda: [self.optional(of, env, depth) for _ in range(self.random.randrange(0, 4))],
            lambda: {
                "$map": t(("arr", source), env, depth),
                **self.one([
                    {"each(x)": self.optional(of, {**env, "x": source}, depth)},
                    {"each(x,i)": self.optional(of, {**env, "x": source, "i": "int"}, depth)},
                    {"each(y, x)": self.optional(of, {**env, "y": source, "x": "int"}, depth)},
                ]),
            },
            lambda: {"$flatten": [t(type, env, depth - 1), *([] if isinstance(of, tuple) else [t(of, env, depth - 1)])]},
            lambda: {"$flattenDeep": [[t(of, env, depth - 1)]] if isinstance(of, str) else [t(of, env, depth - 1)]},
            lambda: {"$reverse": t(type, env, depth)},
            lambda: self.sort(type, env, depth),
            lambda: self.match(of, env),
        ])()

    def match(self, type, env):
        # No branch evaluates to nothing: the reference has no rule for that, its result depends on what comes next.
        return {"$match": {self.condition(env, 1): self.template_leaf(type, env) for _ in range(self.random.randrange(0, 3))}}

    def sort(self, type, env, depth):
        template = {"$sort": self.template(type, env, depth)}
        if type[1] in ("int", "str") and self.chance(0.6):
            return template
        by = self.one(["int", "str"])
        template["by(x)"] = self.expression(by, {**env, "x": type[1]}, 2)
        return template

    def template_obj(self, type, env, depth):
        fields = list(type[1].items())
        if self.chance(0.2) and fields:
            middle = self.random.randrange(0, len(fields) + 1)
            halves = [("obj", dict(fields[:middle])), ("obj", dict(fields[middle:]))]
            return {self.one(["$merge", "$mergeDeep"]): [self.template(half, env, depth) for half in halves]}
        if self.chance(0.1):
            return {
                "$map": {field: 0 for field, _ in fields},
                **self.one([{"each(v,k)": {"${k}": self.text(env)}}, {"each(y)": {"${y.key}": {"$eval": "y.val"}}}]),
            }
        # Fields of the type are there; others may be.
        made = {field: self.template(of, env, depth) for field, of in fields}
        for _ in range(self.random.randrange(0, 2)):
            key = self.one(KEYS) if self.chance(0.5) else self.text(env)
            if key not in made:
                made[key] = self.optional(self.type(1), env, depth)
        if self.chance(self.faults):
            made[self.one(["$nope", "$eval", "$if", "$map", "$let"])] = self.value(self.type(1))
        return made

    def case(self):
        types = {name: self.type(3) for name in self.random.sample(NAMES, self.random.randrange(0, 5))}
        context = {name: self.value(of) for name, of in types.items()}
        context["now"] = NOW
        result = self.type(3, SCALARS + ["num"]) if self.chance(0.5) else self.type(3)
        return self.optional(result, {**types, "now": "str"}, 5), context


def escaped(value):
    """A template that evaluates to a value."""
    if isinstance(value, str):
        return value.replace("${", "$${")
    if isinstance(value, list):
        return [escaped(element) for element in value]
    if isinstance(value, dict):
        return {key: escaped(inner) for key, inner in value.items()}
    return value


def ordered(value):
    """The keys of all objects in the order of their code points, which is the order in which templates are evaluated."""
    if isinstance(value, list):
        return [ordered(element) for element in value]
    if isinstance(value, dict):
        return {key: ordered(value[key]) for key in sorted(value)}
    return value


def unescaped(text):
    """Without the escapes that Python's JSON has for what is not ASCII: paths in errors are JSON, not Python."""
    return re.sub(r"(\\u[0-9a-f]{4})+", lambda match: json.loads(f'"{match.group()}"'), text)


def case(seed):
    template, context = Generator(seed).case()
    line = {"seed": seed, "template": ordered(template), "context": context}
    try:
        line["result"] = jsone.render(line["template"], context)
        json.dumps(line, allow_nan=False)
    except Exception as error:
        line.pop("result", None)
        line["error"], line["text"] = type(error).__name__, unescaped(str(error))
    return line


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    for offset in range(count):
        print(json.dumps(case(seed + offset)))


if __name__ == "__main__":
    main()
