"""What a message tells about the company that writes it: size, sector, region, target, earlier support.

Patterns run on the text without spaces for Korean and on the spaced lower-case text for English. A word counts
as told only where the message speaks of the writer's own company: "중견기업도 되나요?" tells nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from rules.facts import Facts, Known, known
from rules.regions import Place, find_regions

# Names and set phrases that hold size words without telling a size.
_MASKED = re.compile(
    r"대·?중소(?:기업)?(?=상생|스마트|기업상생|·)|대기업과?·?중소기업상생|중소벤처기업부|중소기업중앙회|중소기업확인서|"
    r"중소·?중견기업|대·중소|대중소|중소기업(?:스마트공장|지원사업|지원정책|중앙)|중기중앙회|"
    r"ministry of smes and startups|federation of smes|korea federation of small[^.,]*",
    re.IGNORECASE | re.ASCII,
)

_SELF_KO = re.compile(
    r"저희|우리|우린|울회사|당사|본인회사|제가|저는|난|나는|인데|입니다|임니다|이에요|예요|이예요|이고|이구|이요|인디|임(?:$|[.,!?/ ])|"
    r"있는(?!지|가|건|데서)|있어요|있습니다|있고|소재|위치한|하고싶|하려|할라|하고자|희망|바라(?!보)|바랍|바란|바람(?=[.,!]|$)|원합|원해|목표로|준비중|관심있|계획|"
    r"운영(?:하|중)|에서.{0,14}(?:하는|만드는|만들|제조|가공|생산|제작)|가고싶|갈려|까지가|원함|부탁|예정|거든|하는데|만들어요|만듭니다|업체고|업체인|회사고|회사인|기업이고|제조업체/|업체\("
)
_SELF_EN = re.compile(r"\b(?:we|our|us|my|i|i'm|we're|here)\b", re.IGNORECASE | re.ASCII)
_FIRST_PERSON = re.compile(
    r"저희|우리|우린|울회사|당사|제가|저는|나는|저흰|\b(?:we|our|us|my|i|i'm|we're)\b", re.IGNORECASE
)

# "고도화는 어떤 수준까지 구축하나요" asks about a level; it tells no wish.
_ASKS_WHICH = re.compile(r"어떤|무슨|어느|뭐|무엇|\b(?:what|which)\b", re.IGNORECASE)
_WISHES = re.compile(
    r"하고싶|하려|할라|목표|희망|원해|원합|원하|싶|\b(?:want|would like|plan|aim)", re.IGNORECASE
)
_NOT_KO = r"(?:이|가|은|는)?(?:아니|아닌|아님|아닙|아녜|말고|는?못되)"
# A large company that buys from the writer, or sells to it, tells nothing of the writer's size.
_PARTNER_KO = r"(?:계열)?(?:에|에게|에다|한테|으로|로|의)(?:납품|공급|판매|팔|협력|1차|2차|하청|부품)|(?:과|와|이랑|랑|하고)거래|(?:협력사|협력업체|하청|벤더|1차)"
_ASKED = r"(?=.{0,8}?(?:되|돼|댈|될|됨|됩|가능|신청|참여|지원|대상|포함|해당|자격|괜찮|받을|받나|할수|들어))"
_GENERIC_AFTER = rf"(?:들)?(?:(?:도|만){_ASKED}|에게도|이어도|여도|라도|이면(?!서)|면(?!서)|은빼|까지도|가아니면|이아니면|이나|에게|중에|인지에?따라)"

_SELLS_TO = re.compile(
    r"(?:suppl\w+|sell\w*|deliver\w*|vendor|work\w*|ship\w*|parts) (?:\w+ )?(?:to|for|with) (?:an? |some |the )?$",
    re.IGNORECASE,
)
_GENERIC_TRADE = re.compile(rf"(?:공장|업체|업|회사|기업|사)?{_GENERIC_AFTER}")

_SIZES: tuple[tuple[str, str], ...] = (
    ("large", r"대기업(?:집단|계열사?|그룹)?|재벌|계열사|상호출자제한|large (?:enterprise|company|corporation|firm|business)|"
              r"conglomerate|chaebol|big (?:company|corporation|firm)"),
    ("mid_sized", r"중견(?:기업|회사|업체|제조)?|mid-?(?:sized|size|tier|cap|market)|middle[- ](?:sized|market|standing)"),
    ("sme", r"중소(?:기업|업체|제조|회사|기업체|금형|[가-힣]{0,4}업)?|소기업|소상공인|소규모(?:기업|업체|회사|제조)|영세(?:기업|업체)|\bsmes?\b|"
            r"small (?:(?:[a-z]+[ -]){1,3}(?:company|firm|manufacturer|maker|shop|factory|plant|business)|and medium|business|company|firm|manufacturer|enterprise|factory|maker|distribution|food|metal|plastic)|"
            r"small-? ?(?:to|and)-? ?medium"),
)  # fmt: skip

_CERTIFIED = re.compile(
    r"중소기업확인서(?:는|가|도|를)?(?:있|받|발급|보유|갖)|(?:have|hold|got) (?:an? |the |our )?sme certificate",
    re.IGNORECASE,
)

_NOT_MAKING = re.compile(
    r"제조(?:업|업체|기업|회사|사)?(?:이|가|은|는|를|도|를직접)?(?:아니|아닌|아님|아닙|않|안하|안해|안함|없이|없|하지않|못하|말고)|비제조|"
    r"제조 ?(?:는|를|도)? ?(?:no\b|x$|ㄴㄴ)|(?:유통|판매|도매|소매|도소매|수입|trading|distribution|개발|development)[ ]?만|만드는(?:건|것은|게)?(?:아니|없)|생산(?:은|을|도)?(?:안|없|하지않)|"
    r"manufactur(?:ing|e)(?:은|는|을|를|도)?(?:안(?:해|하|함|합)|없|no\b)|제조(?:업)?(?:을|를)?(?:그만두|그만둬|접으|접고|접은)|"
    r"(?:do not|don't|dont|does not|doesn't|never|no longer) (?:manufacture|make|produce)|make nothing|no manufacturing|"
    r"공장(?:은|이|도)?(?:없(?!이나)|안해|안합)|(?:소프트웨어|앱|프로그램)(?:개발)?만|no production|(?:makes?|produces?|making) nothing|without (?:making|producing)|(?:only|just) (?:trades?|resells?|imports?|distributes?)|(?:and|then) (?:re)?sell it\b|"
    r"(?:not|n't) (?:a )?manufactur|non-?manufactur|without manufacturing|(?:not|n't) in manufacturing",
    re.IGNORECASE | re.ASCII,
)
# "제조업 아닌 거 아니에요", "제조업 맞아요": what was denied, or doubted, is so after all.
_MAKING_AFTER_ALL = re.compile(
    r"제조(?:업체|업|사|회사)?(?:이|가|은|는)?(?:아닌|안하는|하지않는)(?:거|건|게|것)?(?:이|은|는|도)?(?:아니|아닙|아녜)|"
    r"제조(?:업체|업|사|회사)?(?:이|가|은|는)?(?:맞(?!나|는지|아요\?|을까)|맞습)",
)
_NOT_MAKERS = re.compile(
    r"유통|도매|소매|도소매|무역(?:업|회사|상)|물류(?:업|회사|센터|기업)|서비스업|소프트웨어(?:개발|회사|업체|기업)|it(?:회사|기업|업체|업종)|"
    r"건설(?:업|회사|사)|시공(?:업|사)|식당|음식점|카페|쇼핑몰|온라인몰|컨설팅(?:업|회사|사)|수입(?:업|사|상)|판매(?:업|만|회사)|운송|"
    r"학원|병원|숙박|호텔|농장(?:을|운영)|농사|대리점|"
    r"\b(?:distribut\w+|wholesal\w+|retail\w*|logistics|trading (?:company|firm)|software (?:company|firm|developer|house)|"
    r"it (?:company|services?)|construction|consult\w+|restaurant|cafe|importer|trading|service (?:company|business)|e-?commerce)\b",
    re.IGNORECASE | re.ASCII,
)
# "어묵공장", "가구 공장": a factory named by what it makes.
_PRODUCT_FACTORY = re.compile(
    r"(?:^|(?<=[\s(,]))(?!스마트|시범|임대|임차|자가|월세|전세|빌린|공동|신축|중고|유휴|소규모|저희|우리|당사|자기|자체|이런|그런|저런|해외|국내|지방|지역|등대|기초|고도화|두번|세번|무인|남의|모든|다른|여러|전체|옆|이$)"
    r"(?P<product>[가-힣]{1,3}[가-힣])(?<![은는한의인된던할될른과와이가도]) ?공장(?=[을를이은는인임입하도에,. ]|$)(?!장)",
)
_MAKERS = re.compile(
    r"(?:담그|굽|짜|찍|깎|뽑|빚|찌|볶|튀기|말리|엮|꿰매|조립하|깎아파)는|"
    r"\bwe (?:bake|brew|roast|ferment|sew|weave|knit|cast|forge|machine|mou?ld|stamp|press|weld|assemble|print|mill|grind|build|cook)\b|"
    r"\b(?:metal |plastic )?(?:stamper|mou?lder|welder|machinist|caster|plater|foundry)\b|제조|만드는|만들(?!어(?:줘|주|져))|만듭|생산(?!성)|제작|가공|사출|도금|금형|프[레래]스|주물|주조|단조|열처리|용접|절삭|압출|성형|봉제|"
    r"인쇄(?:업|소|업체)|공장(?:을|를)?(?:운영|돌리)|식품공장|부품(?:업|업체|회사)|뿌리(?:기업|산업|업종)|정밀|조립(?:업|공장|라인)|"
    r"표면처리|판금|목공장|염색|직물|생산라인|제약|제지|제과|화장품oem|"
    r"\b(?:manufactur(?:er|ers|ing|e|es)|we make|makes?|making|produc(?:e|es|er|ing)|(?:run|operate|running|operating) a (?:small )?(?:factory|plant)|fabricat\w+|moulding|molding|"
    r"production line|casting|forging|machining|stamping|plating|(?:press|machine|tool|metal|plating|moulding|foundry|sewing|garment|wood|paint|print(?:ing)?) ?(?:shop|works|workshop)|foundry|"
    r"(?:food|furniture|garment|clothing|textile|paper|steel|plastics?|rubber|glass|chemical|electronics|parts|machinery|battery|semiconductor|cosmetics|beverage|noodle|kimchi|bread|toy|"
    r"shoe|leather|packaging|cable|pump|valve|bolt|screw|spring|mould|mold|fish ?cake|tofu) (?:factory|plant|works|mill)|maker|weld\w+|assembl\w+)\b",
    re.IGNORECASE | re.ASCII,
)

_WISH = (
    r"바랍|바래|바라(?:고|며|는데|요|유)|하고싶|하고시|하고픈|하고파|해볼|할까|wanted|하려|할라|할려|하고자|희망|원합|원해|원함|원하(?!는지)|목표|준비|관심|계획|구축하|도입하|가고싶|가려|갈려|까지가|까지원|해보|충분|생각(?:중|하|입|이)|"
    r"넣(?:고싶|으려)|신청하려|지원하려|싶|할거|할건|하면충분|면돼|이면되|만(?:하|원|할|도입|해|요|이요|$|[.,!])|정도만|로가|으로가|로갈|로할|로구축|단계로|수준(?:으로|까지|이면|만|으로만|희망|구축)"
)
_WISH_EN = (
    r"want|would like|plan(?:s|ning|ned)?\b|aim|looking (?:to|for)|interested|wish|intend|hope|target|going for|need|prefer|only|just|open to|go for|"
    r"aiming|thinking of|considering|level project|basic-level project"
)
_ADVANCED_GOAL = re.compile(
    r"실시간(?:으로)?.{0,14}제어|자동으로(?:제어|조정)|(?:알아서|스스로)(?:멈추|조정|조절|움직|돌아가)|실시간(?:으로)?.{0,10}(?:멈추|조정|조절|대응)|"
    r"(?:adjust|control|correct|tune|stop)s? (?:themselves|itself)|in real time without|공정automation|자동화(?:가|를)?(?:목표|goal)|설비(?:를|의)?(?:실시간(?:으로)?|자동(?:으로)?)?제어|공정(?:을|의)?(?:실시간|자동화)|자동제어|공장제어|원격제어|"
    r"real-?time (?:\w+ )?(?:\w+ )?control|(?:equipment|machine|process|factory|automatic \w+) control|process automation|automat\w+ (?:equipment|process|control)",
    re.IGNORECASE | re.ASCII,
)
_ADVANCED_LEVEL = re.compile(
    r"중간2(?!\d)|중간이(?=수준|단계|레벨)|고도화2(?![\d.억천만,])|intermediate[- ]?(?:2|two)", re.IGNORECASE
)
_BASIC_GOAL = re.compile(
    r"전산화(?:만|부터|정도|수준|하)|일단전산화|데이터(?:수집|입력|집계)(?:만|정도)|생산(?:정보|실적|데이터)(?:만|디지털|전산|집계)|수기(?:를|로하던|작업을).{0,10}(?:바꾸|전산|없애)|"
    r"(?:손으로|수기로|종이에|공책에|칠판에).{0,16}(?:컴퓨터|전산|디지털|엑셀)|종이(?:를|도)?없애|종이(?:로|에|장부|기록|일지|대장)?.{0,12}(?:전산|바꾸|없애|디지털)|장부.{0,8}전산|"
    r"(?:replace|get rid of|no more|instead of|stop using) (?:\w+ )?(?:paper|handwritten|manual)[^.?!]{0,40}|go(?:ing)? paperless|simple digital|"
    r"(?:just|only|simply) (?:digiti[sz]\w+|go digital|record\w*|collect\w*)|digiti[sz]e (?:our )?production (?:data|records)|lot tracking only",
    re.IGNORECASE | re.ASCII,
)
_ADVANCED = r"(?:고도화|고도수준|고도단계|어드밴스드?|advanced)"
_BASIC = r"(?:기초|베이직|basic)"
_ASKED_OF_TRACK = r"(?:수준|단계|로|으로)?(?:되나|돼요|될까|되는지|되죠|가능)|(?:수준|단계)?(?:는|은|도)(?:요|여|예|유|되|돼|어떻|가능|얼마|$)|(?:트랙|유형|형)|(?:track|는안|가안)"
_BOTH = re.compile(
    rf"{_BASIC}(?:랑|하고|와|도|및|,|·|/|든|이든|나)?{_ADVANCED}(?:도|이든|든|를|을)?(?:둘다|다|모두|상관|아무|양쪽|관심|이든|되는)|{_BASIC}(?:이)?든{_ADVANCED}(?:이)?든|{_ADVANCED}(?:이)?든{_BASIC}(?:이)?든|"
    rf"{_ADVANCED}(?:랑|하고|와|도|및|,|·|/|든|이든)?{_BASIC}(?:도|이든|든|를|을)?(?:둘다|다|모두|상관|아무|양쪽|관심|이든)|"
    r"(?:둘다|양쪽다|어느쪽이든|어느트랙이든|아무거나|아무트랙).{0,8}(?:관심|좋|상관|괜찮|가능|하고싶|원|생각)|"
    r"open to (?:either|both)|either (?:level|one|track|of them) (?:is|would be|will do|works)|either (?:basic or advanced|advanced or basic|level|track|one)|both (?:levels|basic and advanced|advanced and basic)",
    re.IGNORECASE | re.ASCII,
)

_GOT = (
    r"(?:지원)?(?:을|를)?(?:이미|예전에|전에|한번|한차례|벌써)?(?:지원)?(?:을|를)?(?:받았|받은(?!적)|받고|받아|받음|했어|했고|했는데|했습|했구|했음|끝냈|끝났|마쳤|구축이력|이력(?:이)?있|"
    r"구축했|깔았|깔아서|들였|들여놨|설치했|도입했|완료|받은적(?:이)?있|해봤|선정됐|선정된적|했었|구축한적|되어있|돼있|수혜)"
)
_WHEN_BEFORE = r"(?:이미|예전에|전에|작년에|재작년에|년전에|년에|벌써|옛날에|과거에|저번에)"
_PRIOR = re.compile(
    rf"(?P<level>{_BASIC}|{_ADVANCED})(?:는|은|를|을|로|수준|단계|트랙|형|유형|스마트공장|공장|스마트팩토리|구축|지원|사업|의|에|도|까지|이미|예전에|전에|작년에|한번|벌써|으로|\d{{2,4}}년(?:도)?(?:에)?)*{_GOT}|"
    rf"{_WHEN_BEFORE}.{{0,6}}?(?P<level2>{_BASIC}|{_ADVANCED})?(?:수준|단계|를|을|스마트공장|지원|사업|으로|로|구축)*{_GOT}|"
    rf"(?:스마트공장|지원사업|이사업|정부지원|스공)(?:지원|사업|을|를|구축|은|는|에)*{_GOT}",
    re.IGNORECASE | re.ASCII,
)
_PRIOR_EN = re.compile(
    r"(?:already|previously|before|last year|years? ago|in 20\d\d|once|earlier|have had|had|got|received|were given|was supported|did|completed|built)"
    r"(?:(?!\bnow\b|\bwant)[^.?!]){0,60}(?:support|smart factory|basic|advanced|grant|subsid)(?:(?!\bnow\b|\bwant)[^.?!]){0,40}",
    re.IGNORECASE | re.ASCII,
)
_GOT_EN = re.compile(
    r"\b(?:got|received|had|have had|were supported|was supported|did|completed|built|already|given)\b",
    re.IGNORECASE | re.ASCII,
)
_NO_PRIOR = re.compile(
    r"처음(?:이|입|인데|인디|으로|하는|도입|해보|신청|임|이라|이에|이예|예요)|첫(?:도입|스마트공장|신청|구축|지원)|지원(?:을|은)?받(?:은|아본)적(?:이|은|도)?(?:한번도|전혀|아직)?없|"
    r"받은적(?:이|은|도)?(?:한번도|전혀|아직)?없|받은적한번도없|이력(?:이|은|도)?(?:전혀|아예)?없|한번도(?:지원)?(?:안|못)?받|신규(?:도입|구축)|지원안받|"
    r"first[- ](?:time|ever|smart factory)|never (?:had|received|got|been|applied|built|used|gotten)|no (?:previous|prior|earlier) (?:support|smart)|"
    r"(?:haven't|have not|hasn't) (?:had|received|got|been|gotten|built)",
    re.IGNORECASE | re.ASCII,
)

_NEVER_GOT = re.compile(
    r"(?:지원(?:을|은)?)?받은적(?:이|은|도)?(?:한번도|전혀|아직)?없(?!는(?:기업|업체|회사|곳|데))|한번도(?:지원)?(?:을|은)?(?:안|못)받(?!은(?:기업|업체|회사|곳))"
)
# "이미 지원받은 기업도": other companies, not the writer's.
_OTHERS = re.compile(r"(?:기업|업체|회사|곳|데|경우)(?:들)?(?:도|은|는|이|만|에)")
_DEALINGS_NO = re.compile(
    r"삼성(?:전자)?.{0,16}(?:거래|납품|관계|인연|협력사|협력업체|벤더|일).{0,8}(?:없|아니|아닌|아닙|아님|안하|안합|안해|않|1도없)|"
    r"(?:협력사|협력업체|벤더|vendor)(?:가|는|도)?(?:아니|아닌|아닙|아님)|"
    r"(?:no|not|never|n't|without)[^.?!]{0,40}samsung",
    re.IGNORECASE | re.ASCII,
)
_DEALINGS_YES = re.compile(
    r"삼성(?:전자)?(?:이랑|랑|하고|와|과|에|의)?.{0,6}(?:거래(?:를|도|가)?(?:많|하고|합|해|있|중)|납품(?:하|중|해|을해|합)|[12일이]?차?(?:협력사|벤더|협력업체)(?:입|이|예|인|에요|임))|"
    r"(?:we|our company) (?:supply|sell to|work with|deal with|are a (?:supplier|vendor)[^.?!]{0,10} (?:to|of|for)) samsung|samsung (?:supplier|vendor) (?:here|already)",
    re.IGNORECASE | re.ASCII,
)

_PLACE_IS_OURS = re.compile(
    r"^(?:광역시|특별시|시|군|구|도|지역|쪽)?(?:에있|에소재|에위치|에공장|에사업장|소재|위치|인데|인디|이고|이구|입니다|임니다|임|이에요|예요|에요|이요|공장|업체|회사|사업장|"
    r"기업(?!도|은|만|들)|중소|중견|대기업|제조|에다|에본|있는|있고|에서.{0,14}(?:하는|만드|만들|제조|가공|생산|제작|운영|공장|사업|업체|회사|하고있|합니다|기업))"
)
_PLACE_IS_OURS_BEFORE = re.compile(
    r"(?:저희|우리|우린|당사|공장(?:이|은|는|소재지는|위치는|도)?|소재지(?:가|는)?|위치(?:가|는)?|사업장(?:이|은)?|회사(?:가|는)?|저는|여기|여긴|본사(?:가|는|도)?|저희가|우리가|저희는|우리는)$"
)
_PLACE_EN = re.compile(
    r"(?:we(?:'re| are)?|our|us|i|factory|plant|firm|company|manufacturer|maker|sme|based|located|site|here|made|parts|goods)\b[^.?!]{0,60}$|^[^.?!]{0,20}\b(?:here|based|sme|manufacturer)\b",
    re.IGNORECASE | re.ASCII,
)
_MOVED_TO_EN = re.compile(
    r"\b(?:mov\w+|relocat\w+|shift\w*|transfer\w*)\b[^.?!]{0,40}\bto (?:the )?$", re.IGNORECASE
)
# "a firm in Pohang" is any firm.
_ANY_FIRM = re.compile(
    r"\b(?:a|an|any|some|each|every|one) (?:\w+ ){0,2}(?:company|firm|business|manufacturer|factory|sme|plant)s? (?:\w+ )?(?:in|from|at|based in|located in) $",
    re.IGNORECASE,
)
_HEAD_OFFICE = re.compile(
    r"(?:본사|사무실|본점|head office|headquarters|hq)(?:는|은|가|이|만| is| in)*[^가-힣]{0,3}$",
    re.IGNORECASE | re.ASCII,
)
_MOVED_TO = re.compile(
    r"^(?:광역시|특별시|시|군|구)?(?:으로|로)(?:공장(?:을)?|회사(?:를)?|본사(?:를)?)?(?:옮|이전|이사|가면|간다면|가는|바꾸|내려|올라|넘어)"
)
_NOT_IN = re.compile(r"(?:\bnot|n't|no longer)(?: in| at| from| based in)? $", re.IGNORECASE)
_LISTED = re.compile(r"(?:광역시|시|군|구|도)?(?:와|과|하고|이랑|랑|,|및|and|&|·|/)(?: in)?", re.IGNORECASE)
_METROPOLITAN = re.compile(r"광역시|metropolitan|metro city", re.IGNORECASE)
_NOT_THERE = re.compile(
    r"^(?:광역시|특별시|시|군|구|도)?(?:이|가|은|는)?(?:말고|아니고|아니라|아닌|아니에요|대신)"
)
# "중견이 되면", "if we become mid-sized": the size that is supposed, not the one that is.
_BECOMES_KO = re.compile(
    r"(?:기업|회사|업체)?(?:이|가|으로|로)?(?:되면|된다면|되었을|됐을|바뀌면|넘어가면|커지면|크면|성장하면)"
)
_BECOMES_EN = re.compile(r"\b(?:become|became|grow into|turn into|were) (?:an? )?$", re.IGNORECASE)
_HYPOTHETICAL = re.compile(
    r"만약|만일|가령|(?:중소|중견|대기업)[가-힣]{0,6}(?:되면|된다면|되었을|됐을|바뀌면|커지면|성장하면)|옮기면|옮긴다면|이전하면|이전한다면|라면|다면|\bif (?:we|our|i)\b|suppose|what if|hypothetical",
    re.IGNORECASE | re.ASCII,
)


# Somebody else's company: "동생 회사는", "거래처가", "my brother's firm".
_OTHERS_COMPANY = re.compile(
    r"(?:동생|형님?|누나|언니|오빠|친구|지인|거래처|고객사|납품처|원청|옆(?:집|공장|회사)|이웃|아는|사촌|처남|매형|매제|아들|딸|남편|와이프|집사람|장인|"
    r"삼촌|선배|후배|(?:두|세)\s?번째|또\s?다른|다른|모회사|자회사|관계사)(?:네|의|분)?\s?(?:회사|공장|업체|기업|사장님?|네|곳|데|집)?(?:는|은|가|이|도|쪽은|요)(?![가-힣])|"
    r"\b(?:(?:my|our|his|her|a|the) (?:brother|sister|friend|father|mother|uncle|cousin|wife|husband|neighbou?r)(?:'s|s)?|"
    r"(?:my|our) (?:partner|customer|client|buyer|parent company|sister company|other company)(?:'s|s)?|(?:another|different|second|next) (?:company|firm|factory|client|one))\b",
    re.IGNORECASE,
)
_ENDS_A_SAY = re.compile(
    r"(?<=[가-힣])(?:고요|구요|이고|이며|체고|사고|는데|인데|지만|니다|에요|예요|어요|아요)[ ,.]+|[.;!?\n]+ ?|,? (?:and|but|while) |, ",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Parties:
    """A message by whose company it tells of: `own` is the text without what is said of other companies.

    `others` holds what is; `only_others` where the writer's own company is not named at all.
    """

    own: str
    others: str
    only_others: bool


def parties(text: str) -> Parties:
    """Who is told of. `text` is lower-case with spaces; `own` keeps its places (left-out words are blanks)."""
    if not _OTHERS_COMPANY.search(text):
        return Parties(text, "", False)
    own: list[str] = []
    others: list[str] = []
    theirs = False
    for says in _says(text):
        if _OTHERS_COMPANY.search(says):
            theirs = True
        elif _FIRST_PERSON.search(says):
            theirs = False
        (others if theirs else own).append(says)
        (own if theirs else others).append(" " * len(says))
    named = "".join(own)
    return Parties(named, "".join(others), not _FIRST_PERSON.search(named))


def _says(text: str) -> list[str]:
    ends = [0, *(one.end() for one in _ENDS_A_SAY.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(ends) if end > start]


@dataclass(frozen=True)
class Told:
    """Facts that a message tells. `hypothetical` ones hold for its answer only. `ours` are the company's places."""

    facts: Facts
    hypothetical: bool
    ours: tuple[Place, ...]
    first_person: bool


def read_company(
    text: str,
    squashed: str,
    places: tuple[Place, ...],
    *,
    asked: str | None = None,
    about_us: bool = False,
) -> Told:
    """Facts about the writer's company. `text` is lower-case with spaces, `squashed` without.

    `places` are those of `text`; `asked` is the fact that the bot asked last: then a bare word answers it.
    `about_us` holds while the chat is about the company's eligibility: then bare words tell facts too.
    """
    own = about_us or bool(_SELF_KO.search(squashed) or _SELF_EN.search(text))
    if places and not own:
        # "포항 중소 철강가공업체, ...": place, size and trade together describe one company.
        own = (
            _size(text, squashed, own=True) is not None
            and _manufacturer(text, squashed, own=True) is not None
        )
    facts: dict[str, Known] = {}
    size = _size(text, squashed, own=own or asked == "company_size")
    if size is not None:
        facts["company_size"] = size
    sector = _manufacturer(text, squashed, own=own or asked == "manufacturer" or size is not None)
    if sector is not None:
        facts["manufacturer"] = sector
    prior, rest_text, rest_squashed = _prior_support(text, squashed, own)
    if prior is not None:
        facts["prior_support"] = prior
    target = _target(rest_text, rest_squashed, own or asked == "target_level")
    if target is None and about_us and asked != "prior_support":
        target = _bare_level(rest_text, rest_squashed)
    if target is not None:
        facts["target_level"] = target
    dealings = _dealings(text, squashed)
    if dealings is not None and own:
        facts["samsung_dealings"] = dealings
    described = "company_size" in facts or "manufacturer" in facts or "target_level" in facts
    if asked == "region" and not places and _METROPOLITAN.search(squashed + text):
        facts["region"] = known("seoul", "busan", "daegu", "incheon", "gwangju", "daejeon", "ulsan", "sejong")
    ours = _own_places(text, places, described=described and own, answering=asked == "region" or about_us)
    if ours:
        facts["region"] = Known(frozenset[str | bool]().union(*(one.choices for one in ours)))
    hypothetical = bool(_HYPOTHETICAL.search(text) or _HYPOTHETICAL.search(squashed)) and bool(facts)
    return Told(facts, hypothetical, ours, bool(_FIRST_PERSON.search(text)))


def _size(text: str, squashed: str, *, own: bool) -> Known | None:
    if not own:
        return None
    if _CERTIFIED.search(squashed) or _CERTIFIED.search(text):
        return known("sme")
    possible: set[str] = set()
    supposed: set[str] = set()
    excluded: set[str] = set()
    squashed_text = _MASKED.sub("#", squashed)
    for source in (squashed_text, _MASKED.sub("#", text)):
        for value, pattern in _SIZES:
            for match in re.finditer(pattern, source, re.IGNORECASE | re.ASCII):
                after = source[match.end() : match.end() + 14]
                if source is not squashed_text and not match.group().isascii():
                    continue  # Korean is read without spaces, where set phrases are masked
                if value == "large" and (
                    re.match(_PARTNER_KO, after) or _SELLS_TO.search(source[: match.start()])
                ):
                    continue
                if re.match(_NOT_KO, after) or re.search(
                    r"\b(?:not|n't|no|neither)(?: an?| the)?(?: \w+)? ?$",
                    source[max(0, match.start() - 14) : match.start()],
                ):
                    excluded.add(value)
                elif _BECOMES_KO.match(after) or _BECOMES_EN.search(source[: match.start()]):
                    supposed.add(value)
                elif not re.match(_GENERIC_AFTER, after) and not _is_plural(match.group(), after):
                    possible.add(value)
    if supposed:
        return known(*supposed)
    # "중견" within "중소·중견", "계열사" of a large group: the larger claim wins over a word inside it.
    if "large" in possible and re.search(r"계열사|subsidiar|재벌|chaebol|대기업집단", squashed + text):
        possible = {"large"}
    possible -= excluded
    if possible:
        return known(*possible)
    if excluded:
        return known(*({"sme", "mid_sized", "large"} - excluded))
    return None


def _is_plural(word: str, after: str) -> bool:
    return word.isascii() and (
        after.startswith(("s ", "s?", "s,", "ies", "es ")) or word.lower().endswith("smes")
    )


def _manufacturer(text: str, squashed: str, *, own: bool) -> Known | None:
    if not own:
        return None
    denied = _NOT_MAKING.search(squashed)
    after_all = list(_MAKING_AFTER_ALL.finditer(squashed))
    if after_all and (denied is None or after_all[-1].end() > denied.end()):
        return known(True)
    if denied or _NOT_MAKING.search(text):
        return known(False)
    products = [one.group("product") for one in _PRODUCT_FACTORY.finditer(text)]
    if any(not find_regions(one, asked=True) for one in products):
        return known(True)  # 만두 공장, but not 부산 공장
    if _is_told(_MAKERS, text, squashed):
        return known(True)
    return known(False) if _is_told(_NOT_MAKERS, text, squashed) else None


def _is_told(trade: re.Pattern[str], text: str, squashed: str) -> bool:
    """Whether a trade is told of the writer, not asked about in general ("식품공장도 되나요")."""
    return any(
        not _GENERIC_TRADE.match(source, match.end())
        for source in (squashed, text)
        for match in trade.finditer(source)
    )


def _prior_support(text: str, squashed: str, own: bool) -> tuple[Known | None, str, str]:
    """Earlier support, and the text with the words on it taken out (they tell no wish)."""
    nothing = _NO_PRIOR.search(squashed) or _NO_PRIOR.search(text)
    if _NEVER_GOT.search(squashed) or (own and nothing):
        return known("none"), text, squashed
    match = _PRIOR.search(squashed)
    if match and not _OTHERS.match(squashed, match.end()):
        level = match.group("level") or match.group("level2")
        return _level(level), text, squashed[: match.start()] + "#" + squashed[match.end() :]
    match = _PRIOR_EN.search(text) if own else None
    if match and _GOT_EN.search(match.group()):
        word = re.search(r"basic|advanced", match.group(), re.IGNORECASE | re.ASCII)
        rest = text[: match.start()] + "#" + text[match.end() :]
        return (
            _level(word.group() if word else None),
            rest,
            squashed if not text.isascii() else rest.replace(" ", ""),
        )
    return None, text, squashed


def _level(word: str | None) -> Known:
    if word is None:
        return known("basic", "advanced")
    return known("basic" if re.match(_BASIC, word, re.IGNORECASE | re.ASCII) else "advanced")


def _target(text: str, squashed: str, own: bool) -> Known | None:
    if _BOTH.search(squashed) or _BOTH.search(text):
        return known("both")
    asks = _ASKS_WHICH.search(text) and not (_FIRST_PERSON.search(text) or _WISHES.search(squashed + text))
    if not own or asks:
        return None
    wishes: set[str] = set()
    if _ADVANCED_GOAL.search(squashed) or _ADVANCED_GOAL.search(text) or _ADVANCED_LEVEL.search(squashed):
        wishes.add("advanced")
    if _BASIC_GOAL.search(squashed) or _BASIC_GOAL.search(text):
        wishes.add("basic")
    if wishes:
        return known(*wishes) if len(wishes) == 1 else known("both")
    refused = _refused_levels(text, squashed)
    if len(refused) == 1 and _names_level(text, squashed, other := _OTHER[next(iter(refused))]):
        return known(other)
    for value, word in (("advanced", _ADVANCED), ("basic", _BASIC)):
        if value in refused:
            continue
        if re.search(rf"{word}[^.?!]{{0,16}}?(?:{_WISH})", squashed, re.IGNORECASE | re.ASCII):
            wishes.add(value)
        wished_for = (
            rf"(?:바라는|원하는|희망하는|목표는|목표가|목표인)[가-힣]{{0,2}}.{{0,24}}?{word}(?:수준|단계)?"
        )
        if re.search(wished_for, squashed, re.IGNORECASE | re.ASCII):
            wishes.add(value)
        wished = rf"(?:{_WISH_EN})[^.?!]{{0,40}}{word}|{word}[^.?!]{{0,24}}(?:is all|is enough|will do|would do|suffices|wanted|only)"
        if re.search(wished, text, re.IGNORECASE | re.ASCII):
            wishes.add(value)
    return known(*wishes) if len(wishes) == 1 else known("both") if wishes else None


_OTHER = {"advanced": "basic", "basic": "advanced"}


def _refused_levels(text: str, squashed: str) -> set[str]:
    """Levels that the company says it does not want: "기초 말고 고도화", "not advanced, just basic"."""
    korean = r"(?:수준|단계|트랙|유형)?(?:은|는|이|가|를|을|까지는)?(?:말고|아니고|아니라|아닌|필요없|필요는없|빼고|대신|안하|안할|싫)"
    english = r"(?:\bnot (?:interested in|looking for|going for|aiming for|after|for)|\bnot|n't (?:want|need)|no|without|instead of|rather than)(?: the| an?)? "
    return {
        value
        for value, word in (("advanced", _ADVANCED), ("basic", _BASIC))
        if re.search(word + korean, squashed) or re.search(english + word, text, re.IGNORECASE)
    }


def _names_level(text: str, squashed: str, value: str) -> bool:
    word = _ADVANCED if value == "advanced" else _BASIC
    return bool(re.search(word, squashed, re.IGNORECASE) or re.search(word, text, re.IGNORECASE))


def _bare_level(text: str, squashed: str) -> Known | None:
    """While the company is being judged, a level named without a question is what it wants: "기초 수준이요"."""
    levels = {
        value
        for value, word in (("advanced", _ADVANCED), ("basic", _BASIC))
        if any(
            re.search(rf"{word}(?!\s*(?:{_ASKED_OF_TRACK}))", source, re.IGNORECASE | re.ASCII)
            for source in (squashed, text)
        )
    }
    return known(*levels) if len(levels) == 1 and "?" not in text else None


def _dealings(text: str, squashed: str) -> Known | None:
    if _DEALINGS_NO.search(squashed) or _DEALINGS_NO.search(text):
        return known(False)
    if _DEALINGS_YES.search(squashed) or _DEALINGS_YES.search(text):
        return known(True)
    return None


def _own_places(
    text: str, places: tuple[Place, ...], *, described: bool, answering: bool
) -> tuple[Place, ...]:
    ours = []
    for place in places:
        after = re.sub(r"\s+", "", text[place.end : place.end + 24])
        before = re.sub(r"\s+", "", text[max(0, place.start - 24) : place.start])
        if _MOVED_TO.match(after) or _MOVED_TO_EN.search(text[: place.start]):
            return (place,)
        if _ANY_FIRM.search(text[: place.start]) and not _FIRST_PERSON.search(text):
            continue
        if _NOT_THERE.match(after) or _NOT_IN.search(text[: place.start]):
            continue
        is_ours = (
            described
            or answering
            or _PLACE_IS_OURS.match(after)
            or _PLACE_IS_OURS_BEFORE.search(before)
            or _PLACE_EN.search(text[: place.start])
        )
        if is_ours:
            ours.append(place)
    offices = {one.choices for one in ours if _HEAD_OFFICE.search(text[: one.start].rstrip())}
    elsewhere = [one for one in ours if one.choices not in offices]
    return _with_neighbours(text, places, tuple(elsewhere or ours))


def _with_neighbours(text: str, places: tuple[Place, ...], ours: tuple[Place, ...]) -> tuple[Place, ...]:
    """ "대구와 구미에 공장이": a place listed beside one of the company's is the company's too."""
    found = list(ours)
    for one, following in pairwise(places):
        listed = _LISTED.fullmatch(text[one.end : following.start].strip())
        if listed and (one in found) != (following in found):
            found += [one, following]
    return tuple(one for one in places if one in found)
